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

/// One line a variant, as the codebook lists them.
macro_rules! slugs {
    ($type:ident { $($variant:ident => $slug:literal),+ $(,)? }) => {
        impl ToSlug for $type {
            fn slug(self) -> Slug {
                Slug::Borrowed(match self { $($type::$variant => $slug),+ })
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
