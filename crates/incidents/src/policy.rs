//! The policy: the few choices a release is printed with.

use dateline_mentions::VoiceKind;

/// How tolls are reconciled and happenings merged; the façade reads it from `data/policy`.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// "dateline-default".
    pub name: String,
    /// Changes with every change of meaning.
    pub version: u32,
    /// Ties between figures with as many voices go to the first kind listed.
    pub voice_order: Vec<VoiceKind>,
    /// Days between two happenings that may still be one, where neither's words say otherwise.
    pub days_apart: i64,
    /// Share of common five-word runs above which two documents are copies.
    pub copy_share: f64,
}

impl Policy {
    /// A kind's place in the order: lower goes first.
    pub fn rank(&self, kind: VoiceKind) -> usize {
        self.voice_order.iter().position(|&listed| listed == kind).unwrap_or(self.voice_order.len())
    }
}

impl Default for Policy {
    /// The policy of `data/policy/default.toml`; a test of the façade holds the two together.
    fn default() -> Policy {
        use VoiceKind::{Belligerent, LocalOfficial, Media, Medical, Report, ThirdParty, UnNgo, VictimSide, Witness};
        Policy {
            name: "dateline-default".to_owned(),
            version: 1,
            voice_order: vec![Medical, LocalOfficial, VictimSide, UnNgo, Witness, Media, Report, ThirdParty, Belligerent],
            days_apart: 0,
            copy_share: 0.5,
        }
    }
}
