//! A value, the words it came from, and the name of the rule or model that read it.

use crate::TextRange;

/// The name of the rule or model that read a value; reads after "because of": `count-at-least`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub &'static str);

/// A value that cannot exist without its words and its rule. The range is of the document being read.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded<T> {
    value: T,
    range: TextRange,
    rule: RuleId,
}

impl<T> Coded<T> {
    /// `value`, read from the words at `range` because of `rule`.
    pub fn new(value: T, range: TextRange, rule: RuleId) -> Coded<T> {
        Coded { value, range, rule }
    }

    /// What was read.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The words it was read from.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// Why it was read so.
    pub fn rule(&self) -> RuleId {
        self.rule
    }

    /// The same words and rule with another value made from this one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Coded<U> {
        Coded { value: f(self.value), range: self.range, rule: self.rule }
    }
}
