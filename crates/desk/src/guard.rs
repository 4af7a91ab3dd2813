//! How the engine is called: one place, so that what it gives is taken alike by every command.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use dateline_intake::{Origin, Reason, Unread};

/// Why the engine stopped, which it never should.
#[derive(Debug)]
pub struct Stopped(String);

impl Stopped {
    /// The record it stopped on.
    pub fn at(self, origin: &Origin) -> Unread {
        Unread { origin: origin.clone(), reason: Reason::Stopped(self.0) }
    }
}

thread_local! {
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`; the last resort that keeps a fault on one record from the others.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|info| MESSAGE.with_borrow_mut(|message| *message = info.to_string().replace('\n', " "))));
    });
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| Stopped(MESSAGE.with_borrow_mut(std::mem::take)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_named_and_contained() {
        let stopped = guarded(|| assert_eq!(1 + 1, 3)).unwrap_err();
        assert!(stopped.0.contains("guard.rs"), "{}", stopped.0);
        assert_eq!(guarded(|| 7).unwrap(), 7);
    }
}
