//! What the parser sees: features of a half-parsed sentence.
//!
//! In: words, tags and a [`State`]. Out: feature hashes, the same number at every step. Templates follow Zhang and Nivre (2011),
//! with the prepositions below a noun added: in Universal Dependencies they hang from it, so "on Tyre" must be seen from "Tyre"
//! to tell what it goes with.

use crate::Xpos;
use crate::table::feature;
use crate::transition::{NONE, State};
use crate::words::Word;

/// How many features a step has.
pub const STEP_FEATURES: usize = 95;

/// How many features a relation has.
pub const RELATION_FEATURES: usize = 48;

/// One word in its place, ready to be put into features.
#[derive(Clone, Copy)]
struct Seen {
    form: u32,
    tag: u32,
}

const ABSENT: Seen = Seen { form: 3, tag: 63 };

struct View<'a> {
    words: &'a [Word],
    tags: &'a [Xpos],
    state: &'a State,
}

impl View<'_> {
    fn see(&self, word: u32) -> Seen {
        match (self.words.get(word as usize), self.tags.get(word as usize)) {
            (Some(seen), Some(&tag)) => Seen { form: seen.form, tag: tag as u32 },
            _ => ABSENT,
        }
    }

    /// The relation of a dependent, 63 for none.
    fn relation(&self, word: u32) -> u32 {
        self.state.relations.get(word as usize).map_or(63, |&class| u32::from(class))
    }

    fn left(&self, word: u32, nth: usize) -> u32 {
        self.state.below.get(word as usize).map_or(NONE, |below| below.left[nth])
    }

    fn right(&self, word: u32, nth: usize) -> u32 {
        self.state.below.get(word as usize).map_or(NONE, |below| below.right[nth])
    }

    /// How many dependents on a side, at most 4.
    fn count(&self, word: u32, side: usize) -> u32 {
        self.state.below.get(word as usize).map_or(7, |below| u32::from(below.count[side].min(4)))
    }

    fn relations(&self, word: u32) -> u64 {
        self.state.below.get(word as usize).map_or(0, |below| below.relations)
    }
}

/// How far apart, in ten steps.
fn distance(a: u32, b: u32) -> u32 {
    if a == NONE || b == NONE {
        return 15;
    }
    match a.abs_diff(b) {
        near @ 0..=5 => near,
        6..=8 => 6,
        9..=12 => 7,
        13..=20 => 8,
        _ => 9,
    }
}

/// What is seen before a step.
pub fn step(words: &[Word], tags: &[Xpos], state: &State) -> [u32; STEP_FEATURES] {
    let view = View { words, tags, state };
    let (i0, i1, i2, j0) = (state.stacked(0), state.stacked(1), state.stacked(2), state.ahead(0));
    let (s0, s1, s2) = (view.see(i0), view.see(i1), view.see(i2));
    let (b0, b1, b2) = (view.see(j0), view.see(state.ahead(1)), view.see(state.ahead(2)));
    let (l0, l02, r0, r02) = (view.left(i0, 0), view.left(i0, 1), view.right(i0, 0), view.right(i0, 1));
    let (l1, r1, r12) = (view.left(i1, 0), view.right(i1, 0), view.right(i1, 1));
    let (lb, lb2) = (view.left(j0, 0), view.left(j0, 1));
    let (s0l, s0r, s1l, s1r, b0l) = (view.see(l0), view.see(r0), view.see(l1), view.see(r1), view.see(lb));
    let (s0ll, s0rl, s1ll, s1rl, b0ll) =
        (view.relation(l0), view.relation(r0), view.relation(l1), view.relation(r1), view.relation(lb));
    let pair = |a: u32, b: u32| a << 8 | b;
    let triple = |a: u32, b: u32, c: u32| a << 16 | b << 8 | c;
    let (near, far) = (distance(i0, j0), distance(i1, i0));
    let counts = |word: u32| pair(view.count(word, 0), view.count(word, 1));
    let (set0, set1, setb) = (view.relations(i0), view.relations(i1), view.relations(j0));
    let fold = |set: u64| (set ^ set >> 32) as u32 ^ ((set >> 32) as u32).rotate_left(13);
    // What stands right before and after in the text tells where a phrase was cut: "of", a comma, "and".
    let before = |word: u32| if word == NONE { ABSENT } else { view.see(word.wrapping_sub(1)) };
    let after = |word: u32| if word == NONE { ABSENT } else { view.see(word + 1) };
    let (s0n, s1n, b0p) = (after(i0), after(i1), before(j0));
    [
        // One word.
        feature(100, s0.form, s0.tag, 0),
        feature(101, s0.form, 0, 0),
        feature(102, s0.tag, 0, 0),
        feature(103, b0.form, b0.tag, 0),
        feature(104, b0.form, 0, 0),
        feature(105, b0.tag, 0, 0),
        feature(106, b1.form, b1.tag, 0),
        feature(107, b1.tag, b0.tag, 0),
        feature(108, b2.form, 0, 0),
        feature(109, b2.tag, 0, 0),
        feature(110, s1.form, s1.tag, 0),
        feature(111, s1.form, 0, 0),
        feature(112, s1.tag, 0, 0),
        feature(113, s2.form, s2.tag, 0),
        feature(114, s2.tag, 0, 0),
        // Two words.
        feature(120, s0.form, b0.form, pair(s0.tag, b0.tag)),
        feature(121, s0.form, b0.form, s0.tag),
        feature(122, s0.form, b0.form, b0.tag + 64),
        feature(123, s0.form, pair(s0.tag, b0.tag), 0),
        feature(124, b0.form, pair(s0.tag, b0.tag), 0),
        feature(125, s0.form, b0.form, 0),
        feature(126, s0.tag, b0.tag, 0),
        feature(127, s1.form, s0.form, pair(s1.tag, s0.tag)),
        feature(128, s1.form, pair(s1.tag, s0.tag), 0),
        feature(129, s0.form, pair(s1.tag, s0.tag), 0),
        feature(130, s1.form, s0.form, 0),
        feature(131, s1.tag, s0.tag, 0),
        feature(132, s1.form, b0.form, 0),
        feature(133, s1.tag, b0.tag, 0),
        feature(134, s1.form, pair(s1.tag, b0.tag), 0),
        feature(135, b0.form, b1.tag, s0.tag),
        feature(136, b0.tag, b1.form, s0.tag),
        // Three words.
        feature(140, triple(b0.tag, b1.tag, b2.tag), 0, 0),
        feature(141, triple(s0.tag, b0.tag, b1.tag), 0, 0),
        feature(142, triple(s1.tag, s0.tag, b0.tag), 0, 0),
        feature(143, triple(s0.tag, s0l.tag, b0.tag), 0, 0),
        feature(144, triple(s0.tag, s0r.tag, b0.tag), 0, 0),
        feature(145, triple(s0.tag, b0.tag, b0l.tag), 0, 0),
        feature(146, triple(s1.tag, s1r.tag, s0.tag), b0.tag, 0),
        feature(147, triple(s1.tag, s1l.tag, s0.tag), 0, 0),
        feature(148, triple(s1.tag, s0.tag, s0r.tag), 0, 0),
        feature(149, triple(s2.tag, s1.tag, s0.tag), 0, 0),
        feature(150, triple(s2.tag, s1.tag, s0.tag), b0.tag, 0),
        feature(151, triple(s1.tag, s0.tag, b0.tag), b1.tag, 0),
        feature(152, triple(s0.tag, b0.tag, b1.tag), b2.tag, 0),
        feature(153, s0.form, pair(b0.tag, b1.tag), 0),
        feature(154, b0.form, pair(s0.tag, s1.tag), 0),
        feature(155, s0.form, pair(s1.tag, b0.tag), 1),
        feature(156, s1.form, pair(s0.tag, b0.tag), 1),
        // Distance and number of dependents.
        feature(160, s0.form, near, 0),
        feature(161, s0.tag, near, b0.tag),
        feature(162, b0.form, near, 0),
        feature(163, s0.form, b0.form, near),
        feature(164, s1.tag, far, s0.tag),
        feature(165, s1.form, far, 0),
        feature(166, s0.form, counts(i0), 0),
        feature(167, s0.tag, counts(i0), b0.tag),
        feature(168, b0.form, view.count(j0, 0), 0),
        feature(169, b0.tag, view.count(j0, 0), s0.tag),
        feature(170, s1.form, counts(i1), 0),
        feature(171, s1.tag, counts(i1), s0.tag),
        // Dependents: their words and relations.
        feature(180, s0l.form, s0ll, s0.tag),
        feature(181, s0r.form, s0rl, s0.tag),
        feature(182, s1l.form, s1ll, s1.tag),
        feature(183, s1r.form, s1rl, s1.tag),
        feature(184, b0l.form, b0ll, b0.tag),
        feature(185, triple(s0.tag, s0ll, view.relation(l02)), b0.tag, 0),
        feature(186, triple(s0.tag, s0rl, view.relation(r02)), b0.tag, 0),
        feature(187, triple(s1.tag, s1rl, view.relation(r12)), s0.tag, 0),
        feature(188, triple(b0.tag, b0ll, view.relation(lb2)), s0.tag, 0),
        feature(189, s0.tag, fold(set0), b0.tag),
        feature(190, s1.tag, fold(set1), s0.tag),
        feature(191, b0.tag, fold(setb), s0.tag),
        feature(192, s0.form, fold(set0), 0),
        feature(193, s1.form, fold(set1), s0.tag),
        feature(194, fold(set0), fold(set1), b0.tag),
        // Prepositions and markers below, against what they might go with.
        feature(200, s0l.form, s1.form, s0ll),
        feature(201, s0l.form, s2.form, s0ll),
        feature(202, s0l.form, pair(s1.tag, s2.tag), s0ll),
        feature(203, s0l.form, s0.form, s1.form),
        feature(204, s0l.form, s0.tag, pair(s1.tag, b0.tag)),
        feature(205, s0l.form, triple(s1.tag, s0.tag, b0.tag), b0.form),
        feature(206, s0l.form, triple(s1.tag, s1rl, s0.tag), 1),
        // Neighbours in the text.
        feature(210, s0n.tag, s0.tag, b0.tag),
        feature(211, s1n.form, s1.tag, s0.tag),
        feature(212, s1n.tag, s1.form, s0.tag),
        feature(213, b0p.tag, s0.tag, b0.tag),
        feature(214, b0p.form, s0.tag, b0.tag),
        feature(215, triple(s1.tag, s1n.tag, s0.tag), pair(s0n.tag, b0.tag), 0),
        feature(216, before(i0).tag, triple(s1.tag, s0.tag, b0.tag), 0),
        feature(217, before(i1).tag, pair(s1.tag, s0.tag), 0),
        feature(218, words.get(i0 as usize).map_or(0, |word| word.last[2]), b0.tag, s0.tag),
        feature(219, words.get(j0 as usize).map_or(0, |word| word.last[2]), b0.tag, s0.tag),
        feature(220, u32::from(state.stack.len() <= 1), u32::from(j0 == NONE), pair(s0.tag, b0.tag)),
        feature(221, words.get(i0 as usize).map_or(0, |word| word.shape), words.get(j0 as usize).map_or(0, |word| word.shape), 0),
    ]
}

/// What is seen when `dependent` is about to be attached to `head`.
pub fn relation(words: &[Word], tags: &[Xpos], state: &State, head: u32, dependent: u32) -> [u32; RELATION_FEATURES] {
    let view = View { words, tags, state };
    let (h, d) = (view.see(head), view.see(dependent));
    let side = u32::from(dependent > head);
    let (dl, dr, hl, hr) = (view.left(dependent, 0), view.right(dependent, 0), view.left(head, 0), view.right(head, 0));
    let (dlw, drw, hlw, hrw) = (view.see(dl), view.see(dr), view.see(hl), view.see(hr));
    let (dll, drl, hll, hrl) = (view.relation(dl), view.relation(dr), view.relation(hl), view.relation(hr));
    let outer = view.see(if side == 0 { state.stacked(1) } else { state.stacked(2) });
    let next = view.see(state.ahead(side ^ 1));
    let far = distance(head, dependent);
    let pair = |a: u32, b: u32| a << 8 | b;
    let key = pair(h.tag, d.tag) << 1 | side;
    let fold = |set: u64| (set ^ set >> 32) as u32 ^ ((set >> 32) as u32).rotate_left(13);
    let (hset, dset) = (fold(view.relations(head)), fold(view.relations(dependent)));
    let before = view.see(dependent.wrapping_sub(1));
    let after = view.see(dependent + 1);
    let (hword, dword) =
        (words.get(head as usize).copied().unwrap_or_default(), words.get(dependent as usize).copied().unwrap_or_default());
    [
        feature(300, h.form, side, 0),
        feature(301, d.form, side, 0),
        feature(302, key, 0, 0),
        feature(303, key, far, 0),
        feature(304, h.form, d.form, side),
        feature(305, h.form, key, 0),
        feature(306, d.form, key, 0),
        feature(307, h.form, d.tag, side),
        feature(308, d.form, h.tag, side),
        feature(309, dlw.form, key, dll),
        feature(310, drw.form, key, drl),
        feature(311, key, dset, 0),
        feature(312, key, hset, 0),
        feature(313, key, hset, dset),
        feature(314, h.form, hset, side),
        feature(315, d.form, dset, side),
        feature(316, dlw.form, h.form, side),
        feature(317, dlw.form, d.form, side),
        feature(318, hll, hrl, key),
        feature(319, hrw.form, hrl, key),
        feature(320, hlw.form, hll, key),
        feature(321, dll, drl, key),
        feature(322, pair(dlw.tag, drw.tag), key, 0),
        feature(323, pair(hlw.tag, hrw.tag), key, 0),
        feature(324, before.tag, key, 0),
        feature(325, before.form, d.tag, side),
        feature(326, after.tag, key, 0),
        feature(327, after.form, d.tag, side),
        feature(328, outer.tag, key, 0),
        feature(329, outer.form, d.tag, side),
        feature(330, next.tag, key, 0),
        feature(331, next.form, d.tag, side),
        feature(332, hword.last[2], key, 0),
        feature(333, dword.last[2], key, 0),
        feature(334, hword.shape, dword.shape, key),
        feature(335, dword.class, h.tag, side),
        feature(336, hword.class, d.tag, side),
        feature(337, hword.class, dword.class, side),
        feature(338, h.form, hset, d.tag),
        feature(339, h.tag, hset, d.form),
        feature(340, h.form, dset, side),
        feature(341, dset, hset, side),
        feature(342, pair(before.tag, after.tag), key, 0),
        feature(343, pair(far.min(3), view.count(head, 1 - side as usize)), key, hset),
        feature(344, dlw.form, key, far),
        feature(345, dlw.form, h.form, key),
        feature(346, d.form, side, far.min(3)),
        feature(347, view.see(view.left(dependent, 1)).form, key, dll),
    ]
}
