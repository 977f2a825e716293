//! The table of behavioural parameters: the macro that makes structs, a list and access by name from one line each.

/// One behavioural parameter: its place in the file, and the limits outside which it has no meaning.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Table of the file.
    pub section: &'static str,
    /// Key in that table.
    pub name: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// Least value that has a meaning.
    pub least: f32,
    /// Greatest value that has a meaning.
    pub most: f32,
    /// What it is, in words.
    pub meaning: &'static str,
}

macro_rules! behaviour {
    ($($(#[doc = $sdoc:literal])* $section:ident: $Section:ident { $($(#[doc = $doc:literal])* $name:ident [$unit:literal] $least:literal .. $most:literal;)* })*) => {
        $(
            $(#[doc = $sdoc])*
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct $Section { $($(#[doc = $doc])* pub $name: f32,)* }
        )*

        /// All behavioural parameters of a society.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Behaviour { $($(#[doc = $sdoc])* pub $section: $Section,)* }

        impl Behaviour {
            /// Every section of parameters, in the order of the file, with what it governs.
            pub const SECTIONS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($section), concat!($($sdoc),*).trim_ascii()),)*];

            /// Every parameter, in the order of the file.
            pub const TABLE: &'static [Parameter] = &[$($(Parameter {
                section: stringify!($section), name: stringify!($name), unit: $unit, least: $least, most: $most,
                meaning: concat!($($doc),*).trim_ascii(),
            },)*)*];

            /// The parameter `section.name`, to be read or written; `None` if there is none of that name.
            pub fn get_mut(&mut self, section: &str, name: &str) -> Option<&mut f32> {
                match (section, name) {
                    $($((stringify!($section), stringify!($name)) => Some(&mut self.$section.$name),)*)*
                    _ => None,
                }
            }
        }
    };
}

pub(super) use behaviour;
