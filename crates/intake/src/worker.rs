//! Work that may fail, loop or nest without end, kept from the rest: a thread of its own with a big stack, a deadline and a last resort.
//!
//! The readers of HTML, feeds, mail and PDF are other people's and their input is anyone's. What stops in them stops one record.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Once, mpsc};
use std::thread;
use std::time::Duration;

use crate::Reason;

/// What a reader may use for calls within calls.
const STACK: usize = 64 << 20;
/// What a reader may take. A page takes a fiftieth of a second; nothing honest comes near.
const SECONDS: u64 = 60;
/// By which the panic hook knows our threads.
const NAME: &str = "dateline-intake";

/// Does `work`. After the deadline the thread is left to itself: there is no way to end it.
pub fn guarded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Reason> {
    within(Duration::from_secs(SECONDS), work)
}

fn within<T: Send + 'static>(deadline: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Reason> {
    hush();
    let (sender, receiver) = mpsc::channel();
    let run = move || {
        let done = panic::catch_unwind(AssertUnwindSafe(work)).map_err(|fault| said(&*fault));
        let _ = sender.send(done); // no one listens after the deadline
    };
    thread::Builder::new().name(NAME.to_owned()).stack_size(STACK).spawn(run).map_err(Reason::Open)?;
    match receiver.recv_timeout(deadline) {
        Ok(done) => done.map_err(Reason::Stopped),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Reason::Slow(deadline.as_secs())),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Reason::Stopped("its reader ended without an answer".to_owned())),
    }
}

/// A fault's own words.
fn said(fault: &(dyn std::any::Any + Send)) -> String {
    let text = fault.downcast_ref::<String>().map(String::as_str).or_else(|| fault.downcast_ref::<&str>().copied());
    text.unwrap_or("a fault without words").lines().next().unwrap_or_default().to_owned()
}

/// Keeps the faults of our threads, which are named in the result, from being printed as well.
fn hush() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(NAME) {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_and_an_endless_loop_are_named() {
        assert_eq!(guarded(|| 7).unwrap(), 7);
        let fault = guarded(|| assert_eq!(1 + 1, 3)).unwrap_err().to_string();
        assert!(fault.contains("assertion"), "{fault}");
        let slow = within(Duration::from_millis(20), || thread::sleep(Duration::from_secs(1)));
        assert!(matches!(slow, Err(Reason::Slow(0))));
    }

    #[test]
    fn the_stack_is_deep() {
        fn down(levels: u64) -> u64 {
            let room = std::hint::black_box([levels; 64]);
            if levels == 0 { 0 } else { down(levels - 1) + room[0] / levels }
        }
        assert_eq!(guarded(|| down(40_000)).unwrap(), 40_000);
    }
}
