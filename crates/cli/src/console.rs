//! Talk to the person at the terminal: problems, progress and colour, all on standard error.

use std::io;

use clap::ValueEnum;
use dateline_intake::{Capture, Unread};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::commands::Done;

/// When to colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Colour {
    /// On a terminal that has colours
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Colour {
    /// Holds for everything printed from here on.
    pub fn apply(self) {
        match self {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// What is bold, dim and red; shared by everything that prints.
pub mod style {
    use anstyle::{AnsiColor, Style};

    /// Headings and names.
    pub const STRONG: Style = Style::new().bold();
    /// What may be passed over.
    pub const FAINT: Style = Style::new().dimmed();
    /// A value that was read.
    pub const VALUE: Style = AnsiColor::Cyan.on_default();
    /// Words of a report.
    pub const WORDS: Style = AnsiColor::Green.on_default();
    /// An error.
    pub const ERROR: Style = AnsiColor::Red.on_default().bold();
    /// A warning.
    pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
}

/// One run's progress and problems.
pub struct Console {
    bar: ProgressBar,
    read: u64,
    unread: u64,
}

impl Console {
    /// For reports of `bytes` bytes together; a bar is drawn only on a terminal, and only where the work is long.
    pub fn new(bytes: u64) -> Console {
        const LONG: u64 = 2 << 20;
        let bar = if bytes > LONG { bar(bytes) } else { ProgressBar::hidden() };
        Console { bar, read: 0, unread: 0 }
    }

    /// A report was coded.
    pub fn report(&mut self, capture: &Capture) {
        self.read += 1;
        self.bar.inc(capture.report.text.len() as u64);
        self.bar.set_message(format!("{} reports", self.read));
        for warning in &capture.warnings {
            self.say(style::WARNING, "warning", &format!("{}: {warning}", capture.origin), None);
        }
    }

    /// A record could not be read: it is named and counted.
    pub fn unread(&mut self, unread: &Unread) {
        self.unread += 1;
        self.say(style::ERROR, "error", &unread.to_string(), unread.reason.hint());
    }

    fn say(&self, style: anstyle::Style, kind: &str, message: &str, hint: Option<&str>) {
        self.bar.suspend(|| {
            anstream::eprintln!("{style}{kind}{style:#}: {}", crate::render::visible(message));
            if let Some(hint) = hint {
                anstream::eprintln!("  hint: {hint}");
            }
        });
    }

    /// Says how many records could not be read, where any could not.
    pub fn finish(self) -> Done {
        self.bar.finish_and_clear();
        if self.unread == 0 {
            return Done::All;
        }
        let (read, unread) = (self.read, self.unread);
        anstream::eprintln!("{unread} of {} records could not be read", read + unread);
        Done::Some
    }
}

/// A bar of `length` steps; drawn only where standard error is a terminal.
pub fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// How many characters a line of standard output holds, where it is a terminal.
pub fn width() -> Option<usize> {
    use std::io::IsTerminal;
    let out = io::stdout();
    out.is_terminal().then(|| terminal_size::terminal_size_of(&out)).flatten().map(|(width, _)| usize::from(width.0))
}

/// Says what may be amiss.
pub fn warning(message: &str) {
    let style = style::WARNING;
    anstream::eprintln!("{style}warning{style:#}: {}", crate::render::visible(message));
}

/// Why something could not be done, and the way out.
#[derive(Debug)]
pub struct Hinted {
    /// Why.
    pub message: String,
    /// The way out.
    pub hint: &'static str,
}

impl std::fmt::Display for Hinted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Hinted {}

/// Says why nothing could be done.
pub fn error(error: &anyhow::Error) {
    let style = style::ERROR;
    anstream::eprintln!("{style}error{style:#}: {}", crate::render::visible(&format!("{error:#}")));
    let of_report = error.downcast_ref::<Unread>().and_then(|unread| unread.reason.hint());
    let of_ledger = error.downcast_ref::<dateline_ledger::Error>().and_then(dateline_ledger::Error::hint);
    let of_ours = error.downcast_ref::<Hinted>().map(|hinted| hinted.hint);
    let of_server = error.downcast_ref::<dateline_server::Error>().and_then(dateline_server::Error::hint);
    if let Some(hint) = of_report.or(of_ledger).or(of_ours).or(of_server) {
        anstream::eprintln!("  hint: {hint}");
    }
}

/// Whether the reader of our output has gone away (`dateline … | head`), which is no error.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .map(io::Error::kind)
            .or_else(|| cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind))
    };
    error.chain().any(|cause| kind(cause) == Some(io::ErrorKind::BrokenPipe))
}
