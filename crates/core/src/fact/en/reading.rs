//! A figure as a reader of English finds it, by its tokens.

use crate::fact::decimal::Decimal;
use crate::fact::figure::{Hold, Kind, Role, Value};

/// A figure from one token up to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub value: Value,
    pub unit: Option<&'static str>,
    pub per: Option<&'static str>,
    pub role: Role,
    pub hold: Hold,
}

impl Reading {
    pub(super) fn new(start: usize, end: usize, kind: Kind, value: Value) -> Self {
        Self {
            start,
            end,
            kind,
            value,
            unit: None,
            per: None,
            role: Role::Plain,
            hold: Hold::Stated,
        }
    }

    pub(super) fn whole(start: usize, end: usize, kind: Kind, value: u32) -> Self {
        Self::new(start, end, kind, Value::Number(Decimal::from(value)))
    }

    pub(super) fn unit(mut self, unit: &'static str) -> Self {
        self.unit = Some(unit);
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
