//! How many: the words before a counted noun.
//!
//! In: a sentence and a place in it. Out: a [`Quantity`]: "at least 50", "between 12 and 19", "dozens of". Numbers joined to other
//! words (F-16, 155mm, 12-year-old, 2011-01-S-115), money, percentages and the numbers of flights and battalions are none.

use std::ops::Range;

use dateline_lexicon::{Counted, NumberWord, Use};
use dateline_text::{RuleId, TokenKind};

use super::view::View;
use super::{Count, Modifier};

/// The words that say how many.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub count: Count,
    /// Modifier and number: "at least 50".
    pub tokens: Range<usize>,
    /// The token of the number that a parse hangs the phrase on.
    pub number: usize,
    /// "the three", "all 12", "both".
    pub definite: bool,
    pub rule: RuleId,
}

/// How many tokens of modifiers may stand before a number: "of all the at least about".
const LONGEST_PREFIX: usize = 10;

/// How many tokens one number in words may take: "nine hundred and ninety-nine thousand nine hundred and ninety-nine".
const LONGEST_NUMBER: usize = 16;

/// The longest quantity that starts at token `first`.
pub(super) fn quantity(view: &View, first: usize) -> Option<Quantity> {
    let mut at = first;
    let mut modifier = None;
    let mut definite = false;
    let mut between = false;
    while at < first + LONGEST_PREFIX {
        match view.number_word(at) {
            Some((length, NumberWord::Definite)) => {
                definite = true;
                at += length;
            }
            Some((length, NumberWord::Plain)) => at += length,
            Some((length, NumberWord::Unsaid)) if number(view, at + length).is_some() => at += length,
            Some((length, word)) if modifier_of(word).is_some() => {
                if is_age_bound(view, at) {
                    return None;
                }
                modifier = modifier.or(modifier_of(word));
                at += length;
            }
            _ if view.lower(at) == "between" && !is_age_bound(view, at) => {
                between = true;
                at += 1;
            }
            _ => break,
        }
    }
    let low = number(view, at)?;
    let mut number_token = at;
    let mut end = low.end;
    let mut value = low.value;
    let mut rule = low.rule;
    if let Some(Upper { connector, a, b, end: upper_end }) = upper_end(view, &low, between) {
        end = upper_end;
        let from = view.before(at) == "from" && view.lower(connector) == "to";
        if from && has_moved(view, at) {
            // "rose from 12 to 19": the figure is 19, and 12 is what it was.
            number_token = connector + 1;
            value = Value::Exact(b);
        } else {
            value = Value::Between(a, b);
            rule = RuleId("count-range");
        }
    } else if between {
        return None;
    }
    match view.number_word(end) {
        Some((length, NumberWord::AfterAtLeast)) => {
            modifier = Some(Modifier::AtLeast);
            end += length;
        }
        Some((length, NumberWord::AfterAbout)) => {
            modifier = Some(Modifier::About);
            end += length;
        }
        Some((length, NumberWord::AfterUpTo)) => {
            modifier = Some(Modifier::UpTo);
            end += length;
        }
        _ => {}
    }
    if is_joined_on(view, end) {
        return None;
    }
    let (count, rule) = compose(value, modifier, rule);
    definite |= matches!(value, Value::Both);
    Some(Quantity { count, tokens: first..end, number: number_token, definite, rule })
}

/// "rose from", "revised down from".
fn has_moved(view: &View, first: usize) -> bool {
    let moves = [
        "rose",
        "risen",
        "rises",
        "rise",
        "rising",
        "climbed",
        "jumped",
        "increased",
        "increase",
        "increasing",
        "up",
        "revised",
        "grew",
        "grown",
        "dropped",
        "fell",
        "fallen",
        "down",
        "lowered",
        "raised",
        "went",
        "gone",
        "updated",
        "soared",
        "doubled",
        "corrected",
        "changed",
    ];
    (first.saturating_sub(6)..first).any(|at| view.is_any(at, &moves))
}

fn modifier_of(word: NumberWord) -> Option<Modifier> {
    Some(match word {
        NumberWord::AtLeast => Modifier::AtLeast,
        NumberWord::MoreThan => Modifier::MoreThan,
        NumberWord::UpTo => Modifier::UpTo,
        NumberWord::FewerThan => Modifier::FewerThan,
        NumberWord::About => Modifier::About,
        _ => return None,
    })
}

fn compose(value: Value, modifier: Option<Modifier>, rule: RuleId) -> (Count, RuleId) {
    let n = match value {
        Value::Exact(n) => n,
        Value::Both => return (Count::exactly(2), rule),
        Value::Between(a, b) => return (Count::between(a, b), rule),
        // A ceiling on a vague word ("up to several hundred") leaves nothing that is sure.
        Value::Vague(_) if matches!(modifier, Some(Modifier::UpTo | Modifier::FewerThan)) => return (Count::unknown(), rule),
        Value::Vague(n) => return (Count::vague(n), rule),
        Value::Unsaid => return (Count::unknown(), rule),
        Value::Zero => return (Count::none(), rule),
    };
    match modifier {
        Some(Modifier::AtLeast) => (Count::at_least(n), RuleId("count-at-least")),
        Some(Modifier::MoreThan) => (Count::more_than(n), RuleId("count-more-than")),
        Some(Modifier::UpTo) => (Count::up_to(n), RuleId("count-up-to")),
        Some(Modifier::FewerThan) => (Count::fewer_than(n), RuleId("count-fewer-than")),
        Some(Modifier::About) => (Count::about(n), RuleId("count-about")),
        _ if n == 0 => (Count::none(), rule),
        _ => (Count::exactly(n), rule),
    }
}

/// What a number says, before any modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Exact(u32),
    Between(u32, u32),
    Both,
    Vague(u32),
    Unsaid,
    Zero,
}

/// A number without modifiers: "23", "twenty-three", "1.2 million", "dozens of", "no".
#[derive(Debug, Clone, Copy)]
struct Number {
    value: Value,
    end: usize,
    /// "million" in "2 million": in "2 to 3 million" it holds for both.
    scale: u32,
    rule: RuleId,
}

fn number(view: &View, first: usize) -> Option<Number> {
    if view.in_time(first) {
        return None;
    }
    if let Some((length, word)) = view.number_word(first) {
        let plain = |value, rule| Some(Number { value, end: first + length, scale: 1, rule: RuleId(rule) });
        match word {
            NumberWord::Set(n) => return plain(Value::Exact(n), "count-words"),
            NumberWord::Both => return plain(Value::Both, "count-both"),
            NumberWord::Vague(_) if matches!(view.before(first), "how" | "so" | "too" | "as") => return None,
            NumberWord::Vague(floor) => return plain(Value::Vague(floor), "count-vague"),
            NumberWord::Unsaid => return plain(Value::Unsaid, "count-unsaid"),
            NumberWord::No => return plain(Value::Zero, "count-none"),
            _ => {}
        }
    }
    if view.kind(first) == Some(TokenKind::Number) { digits(view, first) } else { words(view, first) }
}

/// "23", "1,200", "1.2 million", "3 dozen".
fn digits(view: &View, first: usize) -> Option<Number> {
    if is_joined_before(view, first) || is_a_name(view, first) {
        return None;
    }
    let thousandths = thousandths(view.word(first))?;
    let scale = match view.number_word(first + 1) {
        Some((_, NumberWord::Scale(scale))) => scale,
        Some((_, NumberWord::Dozen)) => 12,
        Some((_, NumberWord::Hundred)) => 100,
        _ => 1,
    };
    let scaled = thousandths.checked_mul(u64::from(scale))?;
    if scaled % 1000 != 0 {
        return None; // "3.5" of nothing divisible counts no one
    }
    let value = u32::try_from(scaled / 1000).ok()?;
    let end = if scale == 1 { first + 1 } else { first + 2 };
    let year = (1900..2100).contains(&value) && scale == 1 && view.word(first).len() == 4;
    if year
        && view.is_any(
            first.wrapping_sub(1),
            &["in", "since", "of", "by", "during", "until", "year", "from", "and", "late", "early", "mid", "-", "–", ","],
        )
    {
        return None;
    }
    Some(Number { value: Value::Exact(value), end, scale, rule: RuleId("count-digits") })
}

/// The value of "1,200", "3.5" or "7" times a thousand; `None` where the marks group no thousands and set off no decimals.
fn thousandths(digits: &str) -> Option<u64> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    if first.is_empty() || (whole.contains(',') && first.len() > 3) || decimals.len() > 3 {
        return None;
    }
    let mut value = plain(first)?;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(plain(group)?)?;
    }
    let mut fraction = 0;
    let mut unit = 100;
    for digit in decimals.chars() {
        fraction += u64::from(digit.to_digit(10)?) * unit;
        unit /= 10;
    }
    value.checked_mul(1000)?.checked_add(fraction)
}

/// Decimal digits of any script: "٣" is 3.
fn plain(digits: &str) -> Option<u64> {
    let mut value = 0u64;
    for letter in digits.chars() {
        let digit = letter.to_digit(10).or_else(|| arabic_digit(letter))?;
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    Some(value)
}

fn arabic_digit(letter: char) -> Option<u32> {
    match letter {
        '٠'..='٩' => Some(letter as u32 - '٠' as u32),
        '۰'..='۹' => Some(letter as u32 - '۰' as u32),
        _ => None,
    }
}

/// "twenty-three", "a hundred and fifty", "two dozen".
fn words(view: &View, first: usize) -> Option<Number> {
    if is_joined_before(view, first) {
        return None;
    }
    let mut at = first;
    let (mut total, mut current) = (0u64, 0u64);
    let mut scale = 1;
    let article = view.is_any(at, &["a", "an"]);
    if article {
        match view.number_word(at + 1) {
            Some((_, NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen)) => {
                current = 1;
                at += 1;
            }
            _ => return None,
        }
    }
    let mut last = None;
    while let Some(word) = view.number_by_itself(at).filter(|_| !view.in_time(at) && at < first + LONGEST_NUMBER) {
        match (word, last) {
            (NumberWord::Unit(n), None | Some(NumberWord::Hundred | NumberWord::Scale(_))) => current += u64::from(n),
            (NumberWord::Unit(n @ 1..=9), Some(NumberWord::Ten(_))) => current += u64::from(n),
            (NumberWord::Ten(n), None | Some(NumberWord::Hundred | NumberWord::Scale(_))) => current += u64::from(n),
            (NumberWord::Hundred, Some(NumberWord::Unit(_) | NumberWord::Ten(_))) => current *= 100,
            (NumberWord::Hundred, None) if article => current *= 100,
            (NumberWord::Dozen, Some(NumberWord::Unit(_) | NumberWord::Ten(_))) => current *= 12,
            (NumberWord::Dozen, None) if article => current *= 12,
            (NumberWord::Scale(n), Some(_)) if current > 0 => {
                total += current * u64::from(n);
                current = 0;
                scale = n;
            }
            (NumberWord::Scale(n), None) if article => {
                total += u64::from(n);
                current = 0;
            }
            _ => break,
        }
        last = Some(word);
        at += 1;
        let next = view.number_by_itself(at + 1);
        let joins_ten = matches!(word, NumberWord::Ten(_)) && view.is_hyphen(at) && matches!(next, Some(NumberWord::Unit(1..=9)));
        let joins_and = matches!(word, NumberWord::Hundred | NumberWord::Scale(_))
            && view.lower(at) == "and"
            && matches!(next, Some(NumberWord::Unit(_) | NumberWord::Ten(_)));
        if joins_ten || joins_and {
            at += 1;
        }
    }
    last?;
    let value = u32::try_from(total.checked_add(current)?).ok()?;
    Some(Number { value: Value::Exact(value), end: at, scale, rule: RuleId("count-words") })
}

/// Both ends of a range, and where its words end.
struct Upper {
    connector: usize,
    a: u32,
    b: u32,
    end: usize,
}

/// The upper end of a range whose lower end is `low`: "12 to 19", "12-19", "three or four", "2 to 3 million", "at least three, and as many as five".
fn upper_end(view: &View, low: &Number, between: bool) -> Option<Upper> {
    let comma = usize::from(view.lower(low.end) == "," && view.is_any(low.end + 1, &["and", "or"]));
    let connector = low.end + comma;
    // How many words after it say that more is the most.
    let most = match view.number_word(connector + 1) {
        Some((length, NumberWord::UpTo)) => length,
        _ => usize::from(view.is_any(connector + 1, &UNSURE)),
    };
    let joins = match view.lower(connector) {
        "and" => between || most > 0,
        "to" | "or" => comma == 0 || most > 0,
        _ => view.is_dash(connector) && most == 0,
    };
    if !joins {
        return None;
    }
    let high = if view.is_dash(connector) && view.kind(connector + 1) == Some(TokenKind::Number) {
        joined_digits(view, connector + 1)?
    } else {
        number(view, connector + 1 + most)?
    };
    // "Killed three and as many as 20 were wounded": of something else.
    let other = |at: usize| view.harm_word(at).is_some() || view.is_any(at, &["were", "was", "are", "have", "other", "others"]);
    if most > 0 && (high.end..high.end + 2).any(other) {
        return None;
    }
    let (Value::Exact(a), Value::Exact(b)) = (low.value, high.value) else { return None };
    let a = if low.scale == 1 && high.scale > a { a.saturating_mul(high.scale) } else { a };
    let is_range = b > a || (between && b != a);
    is_range.then_some(Upper { connector, a, b, end: high.end })
}

/// "Three and possibly four": four at most.
const UNSURE: [&str; 3] = ["possibly", "perhaps", "maybe"];

/// The digits after a dash.
fn joined_digits(view: &View, first: usize) -> Option<Number> {
    let value = u32::try_from(thousandths(view.word(first))? / 1000).ok()?;
    let joined_again = view.is_dash(first + 1) && !view.spaced(first + 1);
    (!joined_again).then_some(Number { value: Value::Exact(value), end: first + 1, scale: 1, rule: RuleId("count-range") })
}

/// Whether the number at `index` is the tail of something else: "$12", "F-16", "7:30", "1/2".
fn is_joined_before(view: &View, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).filter(|before| view.tokens.contains(before)) else { return false };
    if view.is_any(before, &["$", "£", "€", "¥", "₪", "#", "us$", "usd", "eur", "no.", "№"]) {
        return true;
    }
    !view.spaced(index) && !view.is_any(before, &["(", "\"", "“", "‘", "'", "[", "—", "–", "--", ",", "~", "*", "•", "…", "..."])
}

/// Whether the number that ends before `end` goes on into another word: "12-year-old", "155mm", "30%", "7:30".
fn is_joined_on(view: &View, end: usize) -> bool {
    if view.is_any(end, &["%", "percent", "°", "°c", "°f"]) {
        return true;
    }
    if view.spaced(end) {
        return false;
    }
    let ends = [")", "]", ",", ".", ";", ":", "\"", "”", "’", "'", "?", "!", "—", "–", "--", "…", "...", "*", "'s", "’s"];
    match view.kind(end) {
        None => false,
        Some(TokenKind::Punctuation | TokenKind::Symbol) if view.is_any(end, &ends) => {
            !view.spaced(end + 1) && view.kind(end + 1) == Some(TokenKind::Number)
        }
        Some(_) => true,
    }
}

/// Whether the number at `index` is part of a name: "Flight 752", "the 36th", "Resolution 1701", "Oct. 7", "ages 12".
fn is_a_name(view: &View, index: usize) -> bool {
    let before = view.before(index);
    if before.is_empty() {
        return false;
    }
    match view.number_by_itself(index - 1) {
        Some(NumberWord::Numbered) => true,
        // "may" and "march" are verbs too.
        Some(NumberWord::Month) => view.is_capital(index - 1) || !matches!(before, "may" | "march"),
        _ => false,
    }
}

/// "children under 12", "people over 60", "aged between 12 and 19": the numbers are ages.
fn is_age_bound(view: &View, first: usize) -> bool {
    let before = view.before(first);
    if matches!(before, "aged" | "age" | "ages") {
        return true;
    }
    view.is_any(first, &["under", "over", "between"])
        && first.checked_sub(1).and_then(|before| view.noun(before)).is_some_and(|(_, _, counted)| is_noun_for_people(counted))
}

fn is_noun_for_people(counted: Counted) -> bool {
    matches!(counted, Counted::Person { usage: Use::Noun | Use::Kin | Use::Plural, measure: None, .. })
}
