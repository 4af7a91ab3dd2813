//! `dateline places`: the places that reports are read by. `import` adds a GeoNames dump to them.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use dateline::places::{self, Dump, Line, World};
use sha2::{Digest, Sha256};

use super::ledger::number;
use super::{Done, export};
use crate::console::{self, Hinted};

/// Where places are kept, in the folder a command is run in.
const FILE: &str = "places.pack";

/// Add places to those that reports are read by.
#[derive(Args)]
pub struct Places {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Add the places of a GeoNames dump: allCountries.txt, or XX.txt of one country
    Import(Import),
}

/// Add the places of a GeoNames dump.
#[derive(Args)]
struct Import {
    /// Dumps, unzipped
    #[arg(value_name = "FILE", required = true)]
    dumps: Vec<PathBuf>,
    /// Where to write all places, those known before with them
    #[arg(short, long, value_name = "FILE", default_value = FILE)]
    out: PathBuf,
}

/// Reads the places of `file`, or of `places.pack` in this folder where there is one, and lets reports be read by them.
pub fn put_in_force(file: Option<PathBuf>) -> anyhow::Result<()> {
    let path = file.clone().unwrap_or_else(|| PathBuf::from(FILE));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(problem) if problem.kind() == ErrorKind::NotFound && file.is_none() => return Ok(()),
        Err(problem) => return Err(problem).with_context(|| format!("cannot read {}", path.display())),
    };
    if !places::put_in_force(bytes.leak()) {
        let message = format!("{} holds no places, or is not whole", path.display());
        return Err(Hinted { message, hint: "dateline places import makes it again" }.into());
    }
    Ok(())
}

impl Places {
    pub fn run(self) -> anyhow::Result<Done> {
        let What::Import(import) = self.what;
        import.run()
    }
}

impl Import {
    fn run(self) -> anyhow::Result<Done> {
        let mut world = World::of(places::in_force());
        let mut digest = Sha256::new_with_prefix(places::in_force().digest());
        let mut out = anstream::stdout();
        let mut done = Done::All;
        for path in &self.dumps {
            let looked = look(path)?;
            digest.update(looked.digest);
            let mut dump = Dump::new(&mut world, looked.divisions);
            each_line(path, |line| {
                if let Line::Place(row) = line {
                    dump.place(&row);
                }
            })?;
            let added = dump.added();
            let shown = path.display();
            writeln!(out, "{shown}: {} added, {} known already", number(added.new, "place"), added.known)?;
            if added.astray > 0 {
                console::warning(&format!("{shown}: {} of countries that have no row there", number(added.astray, "place")));
            }
            if let Some(first) = looked.unread_first {
                console::warning(&format!("{shown}: {} could not be read, row {first} first", number(looked.unread, "row")));
                done = Done::Some;
            }
        }
        let pack = world.pack(digest.finalize().into())?;
        export::to(Some(&self.out), |file| Ok(file.write_all(&pack)?))?;
        writeln!(out, "{}: {} (GeoNames, CC BY 4.0)", self.out.display(), number(world.places.len(), "place"))?;
        Ok(done)
    }
}

/// What a first look at a dump finds.
struct Looked {
    digest: [u8; 32],
    divisions: Vec<places::Row>,
    unread: usize,
    unread_first: Option<usize>,
}

/// Divisions may follow the places that lie in them: they are looked for first.
fn look(path: &Path) -> anyhow::Result<Looked> {
    let mut looked = Looked { digest: [0; 32], divisions: Vec::new(), unread: 0, unread_first: None };
    let (mut row, mut read) = (0, 0);
    looked.digest = each_line(path, |line| {
        row += 1;
        match line {
            Line::Division(division) => looked.divisions.push(division),
            Line::Unread => {
                looked.unread += 1;
                looked.unread_first.get_or_insert(row);
            }
            Line::Place(_) | Line::PassedBy => read += 1,
        }
    })?;
    if looked.divisions.is_empty() && read == 0 {
        let message = format!("{} is no GeoNames dump: no row has nineteen fields apart by tabs", path.display());
        return Err(Hinted { message, hint: "unzip XX.zip first and give XX.txt" }.into());
    }
    Ok(looked)
}

/// Hands every line to `sink`; returns the file's digest. A line that is not UTF-8 is no row.
fn each_line(path: &Path, mut sink: impl FnMut(Line)) -> anyhow::Result<[u8; 32]> {
    /// A row of GeoNames has at most some ten thousand bytes, which are those of its names.
    const LONGEST: u64 = 1 << 20;
    let failed = || format!("cannot read {}", path.display());
    let mut file = BufReader::new(File::open(path).with_context(failed)?);
    let mut digest = Sha256::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        if file.by_ref().take(LONGEST).read_until(b'\n', &mut line).with_context(failed)? == 0 {
            return Ok(digest.finalize().into());
        }
        digest.update(&line);
        let text = std::str::from_utf8(&line).unwrap_or_default();
        sink(Line::read(text.trim_end_matches(['\n', '\r'])));
    }
}
