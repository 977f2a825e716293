//! What can stand in a file? Found out by letting the file's own reader read nothing.
//!
//! While a page is described, every table and entry that the reader asks for leaves a sketch of what it would accept.
//! So a schema is made by the parser itself, and the two cannot disagree.

use super::document::Tree;
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// What an entry can be.
#[derive(Default)]
pub(super) enum Shape {
    /// Nobody asked.
    #[default]
    Unknown,
    /// A text that is not blank.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number within limits.
    Whole(i64, i64),
    /// A number within limits.
    Number(f64, f64),
    /// One of some words, which are names of a noun.
    Word(String, Vec<String>),
    /// A list of such things; of so many, if that is fixed.
    List(Rc<RefCell<Shape>>, Option<usize>),
    /// A table.
    Table(Vec<Field>, Vec<Condition>),
}

/// A key of a table.
pub(super) struct Field {
    pub key: &'static str,
    pub required: bool,
    pub shape: Rc<RefCell<Shape>>,
}

/// What holds between the keys of a table.
#[derive(PartialEq)]
pub(super) enum Condition {
    /// Exactly one of the two is set.
    Either(&'static str, &'static str),
    /// At least one of the two is set.
    Any(&'static str, &'static str),
    /// The first is set where the second says one of these words; without words, where it is set at all.
    With(&'static str, &'static str, Vec<&'static str>),
}

/// A sketch in the making, and the empty tree to be read instead of a table.
#[derive(Clone)]
pub(super) struct Sketch<'t> {
    shape: Rc<RefCell<Shape>>,
    pub nothing: &'t Tree<'t>,
}

impl<'t> Sketch<'t> {
    /// Of a file.
    pub fn new(shape: Rc<RefCell<Shape>>, nothing: &'t Tree<'t>) -> Sketch<'t> {
        Sketch { shape, nothing }.table()
    }

    /// It is this.
    pub fn is(&self, shape: Shape) {
        *self.shape.borrow_mut() = shape;
    }

    /// It is a table.
    pub fn table(self) -> Sketch<'t> {
        if !matches!(*self.shape.borrow(), Shape::Table(..)) {
            self.is(Shape::Table(Vec::new(), Vec::new()));
        }
        self
    }

    /// It is a list of what is still to be said.
    pub fn list(&self) -> Sketch<'t> {
        let shape = Rc::<RefCell<Shape>>::default();
        self.is(Shape::List(shape.clone(), None));
        Sketch { shape, nothing: self.nothing }
    }

    /// It is a table that has this key.
    pub fn field(&self, key: &'static str, required: bool) -> Sketch<'t> {
        let Shape::Table(fields, _) = &mut *self.shape.borrow_mut() else { unreachable!("only tables have keys") };
        let at = fields.iter().position(|field| field.key == key).unwrap_or_else(|| {
            fields.push(Field { key, required: false, shape: Rc::default() });
            fields.len() - 1
        });
        fields[at].required |= required;
        Sketch { shape: fields[at].shape.clone(), nothing: self.nothing }
    }

    /// It is a table of which this holds.
    pub fn holds(&self, condition: Condition) {
        let Shape::Table(_, conditions) = &mut *self.shape.borrow_mut() else { return };
        conditions.push(condition);
    }
}

/// Looks at a shape.
pub(super) fn look(shape: &Rc<RefCell<Shape>>) -> Ref<'_, Shape> {
    shape.borrow()
}
