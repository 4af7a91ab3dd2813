//! Countries in other people's numbers and names.
//!
//! In: an ISO 3166-1 alpha-3 code. Out: its row of `data/export/countries.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One country.
#[derive(Debug, Default)]
pub(crate) struct Country {
    /// ISO 3166-1 numeric, without leading zeros; empty where there is none.
    pub iso_numeric: String,
    /// Gleditsch and Ward's number, as UCDP uses it; empty where there is none. Palestine's is Israel's.
    pub gleditsch_ward: String,
    /// As UCDP writes it.
    pub ucdp_name: String,
    /// UCDP's region.
    pub ucdp_region: String,
    /// As ACLED writes it.
    pub acled_name: String,
    /// ACLED's region.
    pub acled_region: String,
}

static TABLE: &str = include_str!("../../../data/export/countries.csv");

static COUNTRIES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows = reader.records().map(|row| row.expect("a test reads every row of the table"));
    rows.map(|row| {
        let cell = |index: usize| row[index].to_owned();
        let country = Country {
            iso_numeric: cell(1),
            gleditsch_ward: cell(3),
            ucdp_name: cell(4),
            ucdp_region: cell(5),
            acled_name: cell(6),
            acled_region: cell(7),
        };
        (cell(0), country)
    })
    .collect()
});

/// The country of an alpha-3 code.
pub(crate) fn country(iso3: &str) -> Option<&'static Country> {
    COUNTRIES.get(iso3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_whole() {
        assert_eq!(COUNTRIES.len(), 250);
        for (iso3, country) in COUNTRIES.iter() {
            assert_eq!(iso3.len(), 3);
            assert!(!country.acled_name.is_empty(), "{iso3}");
            for number in [&country.iso_numeric, &country.gleditsch_ward] {
                assert!(number.is_empty() || number.parse::<u16>().is_ok(), "{iso3}: {number}");
            }
            assert_eq!(country.gleditsch_ward.is_empty(), country.ucdp_name.is_empty(), "{iso3}");
        }
    }

    #[test]
    fn palestine_is_under_israels_number_as_in_ucdp() {
        assert_eq!(country("PSE").unwrap().gleditsch_ward, "666");
        assert_eq!(country("SYR").unwrap().gleditsch_ward, "652");
        assert_eq!(country("SYR").unwrap().iso_numeric, "760");
    }
}
