//! Paragraphs: which lines belong together.
//!
//! In: the text. Out: the range of each paragraph, in order. A line break ends a paragraph in text from the web and does not in
//! text wrapped to a width, as the wires sent it: the shape of the whole document decides. Knows nothing of what a paragraph says.

use crate::TextRange;

use super::letters::blank;

/// Lines longer than this were not wrapped by a wire.
const WIDEST: usize = 100;

#[derive(Debug, Clone, Copy)]
struct Line {
    range: TextRange, // Without the blanks around it; empty for a blank line.
    indent: usize,    // Blanks before it.
    width: usize,     // Characters.
}

/// The paragraphs of `text`. `alone` says of a line that it is a paragraph whatever stands around it.
pub(crate) fn paragraphs(text: &str, alone: impl Fn(&str) -> bool) -> Vec<TextRange> {
    let mut lines = lines(text);
    let mut wrapped_at = wrapped_at(text, &lines);
    if wrapped_at.is_none()
        && let Some((single, width)) = double_spaced(text, &lines)
    {
        lines = single;
        wrapped_at = Some(width);
    }
    let mut paragraphs: Vec<TextRange> = Vec::new();
    let mut above: Option<Line> = None;
    for &line in &lines {
        if line.range.is_empty() {
            above = None;
            continue;
        }
        let goes_on = above.is_some_and(|above| {
            // A line as wide as the others is running text.
            let short = |line: Line| line.width * 10 < wrapped_at.unwrap_or(0) * 8;
            let alone = |line: Line| short(line) && alone(slice(text, line.range));
            goes_on(text, above, line, wrapped_at) && !alone(above) && !alone(line)
        });
        match paragraphs.last_mut() {
            Some(last) if goes_on => *last = last.cover(line.range),
            _ => paragraphs.push(line.range),
        }
        above = Some(line);
    }
    paragraphs
}

/// "Two shot in TyrePolice say two men were shot": a title that a page runs into the first paragraph is one of its own.
pub(crate) fn set_off(text: &str, title: &str, paragraphs: &mut Vec<TextRange>) {
    let Some(&first) = paragraphs.first().filter(|_| !title.is_empty()) else { return };
    let begins = |letter: char| letter.is_uppercase() || matches!(letter, '(' | '"' | '“' | '‘');
    if slice(text, first).strip_prefix(title).is_some_and(|rest| rest.starts_with(begins)) {
        let end = first.start() + title.len();
        paragraphs.splice(..1, [TextRange::new(first.start(), end), TextRange::new(end, first.end())]);
    }
}

/// Whether the paragraph of the line `above` goes on in `line`.
fn goes_on(text: &str, above: Line, line: Line, wrapped_at: Option<usize>) -> bool {
    let (before, after) = (slice(text, above.range), slice(text, line.range));
    let lower = after.starts_with(char::is_lowercase);
    match wrapped_at {
        Some(width) => (line.indent < above.indent + 2) && (above.width * 10 >= width * 6 || lower && above.width > 20),
        None => lower && above.width >= 40 && !ends(before),
    }
}

/// The width the document was wrapped to, if it was: few lines are longer, and most line breaks inside its blocks come in the
/// middle of a sentence.
fn wrapped_at(text: &str, lines: &[Line]) -> Option<usize> {
    let full = lines.iter().filter(|line| line.width > 40);
    let (wide, narrow): (Vec<&Line>, Vec<&Line>) = full.partition(|line| line.width > WIDEST);
    if wide.len() * 10 > narrow.len() {
        return None;
    }
    let width = narrow.iter().map(|line| line.width).max()?;
    let (mut breaks, mut inside) = (0, 0);
    for pair in lines.windows(2) {
        let [above, line] = [pair[0], pair[1]];
        if above.range.is_empty() || line.range.is_empty() || above.width * 10 < width * 6 {
            continue;
        }
        breaks += 1;
        let next = slice(text, line.range);
        // What would have fitted on the line above was not put there: no wrapping did this.
        let first_word = next.split(blank).next().map_or(0, |word| word.chars().count());
        let full = above.width + first_word + 16 > width;
        inside += usize::from(!ends(slice(text, above.range)) && full || next.starts_with(char::is_lowercase));
    }
    (inside >= 2 && inside * 2 > breaks).then_some(width)
}

/// The lines of a wrapped text that was set with a blank line after each, as broadcasters' scripts are, and its width.
fn double_spaced(text: &str, lines: &[Line]) -> Option<(Vec<Line>, usize)> {
    let adjacent = lines.windows(2).any(|pair| !pair[0].range.is_empty() && !pair[1].range.is_empty());
    if adjacent {
        return None;
    }
    // A second blank line still parts.
    let keep = |index: usize| !lines[index].range.is_empty() || index > 0 && lines[index - 1].range.is_empty();
    let single: Vec<Line> = (0..lines.len()).filter(|&index| keep(index)).map(|index| lines[index]).collect();
    let width = wrapped_at(text, &single)?;
    let goes_on = |pair: &&[Line]| {
        !ends(slice(text, pair[0].range)) && pair[0].width > 20 && slice(text, pair[1].range).starts_with(char::is_lowercase)
    };
    (single.windows(2).filter(goes_on).count() >= 4).then_some((single, width))
}

/// Whether `line` ends as a sentence does.
fn ends(line: &str) -> bool {
    let words = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    words.ends_with(['.', '!', '?', ':', ';', '…', '؟', '۔'])
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(line_end) {
        // The line feed after a carriage return ends no line of its own.
        if mark != "\n" || at == 0 || at != start || !text[..at].ends_with('\r') {
            lines.push(line(text, start, at));
        }
        start = at + mark.len();
    }
    lines.push(line(text, start, text.len()));
    lines
}

fn line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let whole = &text[start..end];
    let right = whole.trim_start_matches(blank);
    let words = right.trim_end_matches(blank);
    let first = start + whole.len() - right.len();
    let indent = whole[..whole.len() - right.len()].chars().map(|letter| if letter == '\t' { 4 } else { 1 }).sum();
    Line { range: TextRange::new(first, first + words.len()), indent, width: words.chars().count() }
}

fn slice(text: &str, range: TextRange) -> &str {
    &text[range.start()..range.end()]
}
