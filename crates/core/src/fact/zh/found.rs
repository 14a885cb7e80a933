//! A figure as a reader finds it, before its text is cut out, and the place where a reader looks.

use super::number::{self, Number};
use super::text::Text;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Approx, Hold, Kind, Role, Value};

/// Where a reader looks: a place of a text and the number that begins there.
pub(super) struct Place<'a> {
    pub text: &'a Text,
    pub at: usize,
    pub number: Option<Number>,
    /// The end of the figure before; nothing before it belongs to this one.
    pub floor: usize,
}

impl<'a> Place<'a> {
    pub(super) fn new(text: &'a Text, at: usize, floor: usize) -> Self {
        Self { text, at, number: number::read(text, at), floor }
    }
}

/// A figure with the places where it begins and ends.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub value: Value,
    pub unit: Option<String>,
    pub per: Option<&'static str>,
    pub approx: Option<Approx>,
    pub role: Role,
    pub hold: Hold,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, kind: Kind, value: Value) -> Self {
        Self {
            start,
            end,
            kind,
            value,
            unit: None,
            per: None,
            approx: None,
            role: Role::Plain,
            hold: Hold::Stated,
        }
    }

    /// Makes a figure of one whole number.
    pub(super) fn whole(start: usize, end: usize, kind: Kind, value: u32) -> Self {
        Self::new(start, end, kind, Value::Number(Decimal::from(value)))
    }

    pub(super) fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    pub(super) fn approx(mut self, approx: Option<Approx>) -> Self {
        self.approx = approx;
        self
    }

    pub(super) fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    pub(super) fn loose(mut self) -> Self {
        self.hold = Hold::Loose;
        self
    }
}

/// Returns the value of a number, or the range of a pair such as 七八.
pub(super) fn value_of(number: &Number) -> Value {
    match number.upper {
        Some(upper) => Value::Range(number.value, upper),
        None => Value::Number(number.value),
    }
}
