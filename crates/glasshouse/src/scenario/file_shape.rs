//! The shape of a file, found by letting the file's own reader read nothing.
//!
//! While a page is described, every table and entry that the reader requests leaves a sketch of what it would accept.
//! The parser itself thus makes the schema, and the two cannot disagree.

use super::syntax_tree::Tree;
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// What an entry can be.
#[derive(Default)]
pub(super) enum Shape {
    /// Not requested.
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
    /// One of several words, which are names of a noun.
    Word(String, Vec<String>),
    /// A list of one shape, and its length if that is fixed.
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

/// A condition on the keys of a table.
#[derive(PartialEq)]
pub(super) enum Condition {
    /// Exactly one of the two is set.
    Either(&'static str, &'static str),
    /// At least one of the two is set.
    Any(&'static str, &'static str),
    /// The first is set where the second is one of these words; without words, where it is set at all.
    With(&'static str, &'static str, Vec<&'static str>),
}

/// A sketch in the making, and the empty tree to be read instead of a table.
#[derive(Clone)]
pub(super) struct Sketch<'t> {
    shape: Rc<RefCell<Shape>>,
    pub nothing: &'t Tree<'t>,
}

impl<'t> Sketch<'t> {
    /// The sketch of a file.
    pub fn new(shape: Rc<RefCell<Shape>>, nothing: &'t Tree<'t>) -> Sketch<'t> {
        Sketch { shape, nothing }.table()
    }

    /// Sets the shape.
    pub fn is(&self, shape: Shape) {
        *self.shape.borrow_mut() = shape;
    }

    /// Makes it a table.
    pub fn table(self) -> Sketch<'t> {
        if !matches!(*self.shape.borrow(), Shape::Table(..)) {
            self.is(Shape::Table(Vec::new(), Vec::new()));
        }
        self
    }

    /// Makes it a list; the shape of its entries is still open.
    pub fn list(&self) -> Sketch<'t> {
        let shape = Rc::<RefCell<Shape>>::default();
        self.is(Shape::List(shape.clone(), None));
        Sketch { shape, nothing: self.nothing }
    }

    /// Adds a key to the table.
    pub fn field(&self, key: &'static str, required: bool) -> Sketch<'t> {
        let Shape::Table(fields, _) = &mut *self.shape.borrow_mut() else { unreachable!("only tables have keys") };
        let at = fields.iter().position(|field| field.key == key).unwrap_or_else(|| {
            fields.push(Field { key, required: false, shape: Rc::default() });
            fields.len() - 1
        });
        fields[at].required |= required;
        Sketch { shape: fields[at].shape.clone(), nothing: self.nothing }
    }

    /// Adds a condition to the table.
    pub fn holds(&self, condition: Condition) {
        let Shape::Table(_, conditions) = &mut *self.shape.borrow_mut() else { return };
        conditions.push(condition);
    }
}

/// Looks at a shape.
pub(super) fn look(shape: &Rc<RefCell<Shape>>) -> Ref<'_, Shape> {
    shape.borrow()
}
