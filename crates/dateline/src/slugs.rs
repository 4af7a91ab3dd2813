//! The codebook's slugs for the core's values.

use dateline_claims::{Certainty, PartyRole, Relation, Status};
use dateline_incidents::Grade;
use dateline_mentions::{
    Anchor, Bound, Combat, GeoPrecision, Group, Kind, Measure, Modifier, PlaceRelation, Reference, Role, Sector, Stance,
    TimePrecision, Timex, Unit, VoiceKind,
};

use crate::wire::v1::Slug;

/// A value with a fixed word in the codebook.
pub(crate) trait ToSlug {
    /// That word.
    fn slug(self) -> Slug;
}

/// What a fixed word of the codebook stands for; the other way round.
pub(crate) trait FromSlug: Sized {
    /// `None` where the codebook has no such word for it.
    fn from_slug(slug: &str) -> Option<Self>;
}

/// One line a variant, as the codebook lists them.
macro_rules! slugs {
    ($type:ident { $($variant:ident => $slug:literal),+ $(,)? }) => {
        impl ToSlug for $type {
            fn slug(self) -> Slug {
                Slug::Borrowed(match self { $($type::$variant => $slug),+ })
            }
        }
        impl FromSlug for $type {
            fn from_slug(slug: &str) -> Option<$type> {
                match slug { $($slug => Some($type::$variant),)+ _ => None }
            }
        }
    };
}

slugs!(Measure {
    Killed => "killed", Injured => "injured", Missing => "missing", Detained => "detained", Abducted => "abducted",
    Displaced => "displaced", Evacuated => "evacuated", Returned => "returned", Homeless => "homeless",
    BuildingsDestroyed => "buildings-destroyed", BuildingsDamaged => "buildings-damaged",
});
slugs!(Modifier {
    Exact => "exact", AtLeast => "at-least", MoreThan => "more-than", UpTo => "up-to", FewerThan => "fewer-than", About => "about",
    Between => "between", Vague => "vague", None => "none", Unknown => "unknown", Named => "named", Singular => "singular",
    Summed => "summed",
});
slugs!(Unit { People => "people", Families => "families", Buildings => "buildings", Things => "things" });
slugs!(Relation {
    Incident => "incident", Cumulative => "cumulative", SubsetOf => "subset-of", Increment => "increment", Unresolved => "unresolved",
});
slugs!(Status {
    Happened => "happened", Ongoing => "ongoing", Planned => "planned", Threatened => "threatened", Denied => "denied",
    Hypothetical => "hypothetical", Past => "past", Negated => "negated",
});
slugs!(PartyRole { Perpetrator => "perpetrator", Target => "target", Victim => "victim", Party => "party" });
slugs!(Certainty { Stated => "stated", Suspected => "suspected", Claimed => "claimed", Denied => "denied" });
slugs!(VoiceKind {
    Belligerent => "belligerent", VictimSide => "victim-side", Medical => "medical", LocalOfficial => "local-official",
    UnNgo => "un-ngo", Media => "media", Witness => "witness", Report => "report", ThirdParty => "third-party",
});
slugs!(Stance {
    Asserts => "asserts", Denies => "denies", Disputes => "disputes", Retracts => "retracts", Corrects => "corrects",
});
slugs!(GeoPrecision {
    P0 => "P0", P1 => "P1", P2 => "P2", P3 => "P3", P4 => "P4", P5 => "P5", P6 => "P6", P7 => "P7", P8 => "P8",
});
slugs!(TimePrecision { D0 => "D0", D1 => "D1", D2 => "D2", D3 => "D3", D4 => "D4", D5 => "D5" });
slugs!(Timex { Date => "DATE", Time => "TIME", Duration => "DURATION", Set => "SET" });
slugs!(Bound {
    Within => "within", Since => "since", Until => "until", Before => "before", After => "after", Throughout => "throughout",
});
slugs!(Anchor { Explicit => "explicit", Dateline => "dateline", Publication => "publication", Narrative => "narrative" });
slugs!(PlaceRelation { In => "in", Near => "near", From => "from", To => "to", Of => "of" });
slugs!(Reference { Named => "named", Generic => "generic", Anaphor => "anaphor" });
slugs!(Sector {
    Government => "government", Military => "military", Police => "police", Intelligence => "intelligence",
    ArmedGroup => "armed-group", Criminal => "criminal", Civilian => "civilian", Political => "political", Judicial => "judicial",
    Medical => "medical", Media => "media", International => "international", Ngo => "ngo", Religious => "religious",
    Business => "business", Unknown => "unknown",
});
slugs!(Grade {
    Confirmed => "confirmed", Fair => "fair", Weak => "weak", Contested => "contested", Discounted => "discounted",
    Ungraded => "ungraded",
});
slugs!(Combat { All => "all", Civilian => "civilian", Combatant => "combatant", Unknown => "unknown" });
slugs!(Kind {
    All => "all", Women => "women", Men => "men", Children => "children", Girls => "girls", Boys => "boys", Elderly => "elderly",
});
slugs!(Role {
    Any => "any", Medic => "medic", Journalist => "journalist", AidWorker => "aid-worker", Peacekeeper => "peacekeeper",
    Police => "police", Soldier => "soldier",
});

impl ToSlug for Group {
    /// The axes that say something, joined: `all`, `children`, `civilian-women`, `police`. A soldier is a combatant without its saying so,
    /// a medic or journalist a civilian.
    fn slug(self) -> Slug {
        let mut parts: Vec<Slug> = Vec::new();
        if self.combat != Combat::All && self.role == Role::Any {
            parts.push(self.combat.slug());
        }
        if self.kind != Kind::All {
            parts.push(self.kind.slug());
        }
        if self.role != Role::Any {
            parts.push(self.role.slug());
        }
        if parts.is_empty() { Slug::Borrowed("all") } else { Slug::Owned(parts.join("-")) }
    }
}

impl FromSlug for Group {
    /// Combat, then sex and age, then occupation, as far as each is named.
    fn from_slug(slug: &str) -> Option<Group> {
        let mut group = Group::default();
        let mut rest = if slug == "all" { "" } else { slug };
        while !rest.is_empty() {
            let cuts = rest.match_indices('-').map(|(at, _)| at).chain([rest.len()]);
            let part = cuts.rev().find_map(|end| Some((part_of(&mut group, &rest[..end])?, end)))?;
            rest = rest[part.1..].trim_start_matches('-');
        }
        Some(group)
    }
}

/// Sets the axis that `word` is of.
fn part_of(group: &mut Group, word: &str) -> Option<()> {
    if let Some(role) = Role::from_slug(word) {
        group.role = role;
    } else if let Some(kind) = Kind::from_slug(word) {
        group.kind = kind;
    } else {
        group.combat = Combat::from_slug(word)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_back_from_its_slug() {
        for slug in ["all", "children", "civilian-women", "police", "women-aid-worker", "aid-worker", "combatant"] {
            assert_eq!(Group::from_slug(slug).map(ToSlug::slug).as_deref(), Some(slug));
        }
        assert_eq!(Group::from_slug("giants"), None);
        assert_eq!(Group::from_slug("civilian-"), Group::from_slug("civilian"));
    }
}
