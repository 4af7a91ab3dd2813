//! Printed forms for people: a coding, its cells, the tables. Computes no figure.

mod cells;
mod coding;
mod table;

pub use cells::{claim as claim_cells, decision, incident as incident_cells, toll};
pub use coding::{cells, record};
pub use table::{Incidents, Tallies};

/// `text` on one line, safe on a terminal: white space becomes one space, and characters that would move the cursor, switch the
/// direction of writing or otherwise act unseen are shown by their number.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter.is_whitespace() => {
                if !shown.ends_with(' ') {
                    shown.push(' ');
                }
            }
            letter if acts_unseen(letter) => shown.push_str(&format!("<U+{:04X}>", letter as u32)),
            letter => shown.push(letter),
        }
    }
    shown
}

/// Controls, and the marks that override or isolate the direction of writing. Plain right-to-left marks only help a terminal.
fn acts_unseen(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first `width` characters, the last of them "…" where some were left off.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(width.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_unseen_is_shown() {
        assert_eq!(visible("a\u{1b}[31mred\r\n\n b"), "a<U+001B>[31mred b");
        assert_eq!(visible("\u{202e}txt"), "<U+202E>txt");
        assert_eq!(visible("غزة\u{200f}"), "غزة\u{200f}");
    }

    #[test]
    fn a_long_cell_is_cut_at_a_character() {
        assert_eq!(cut("Khan Younis", 11), "Khan Younis");
        assert_eq!(cut("Khan Younis", 6), "Khan…");
        assert_eq!(cut("çççççç", 3), "çç…");
    }
}
