//! Work that may fail, loop or nest without end, kept from the rest: a thread of its own with a big stack, a deadline and a last resort.
//!
//! The readers of HTML, feeds, mail and PDF are other people's and their input is anyone's. What stops in them stops one record.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::Reason;

/// What a reader may use for calls within calls.
const STACK: usize = 64 << 20;
/// What a reader may take. A page takes a fiftieth of a second; nothing honest comes near.
const SECONDS: u64 = 60;
/// How many threads may have been left to themselves and still run; beyond it nothing more is begun.
const LEFT: usize = 4;
static LEFT_NOW: AtomicUsize = AtomicUsize::new(0);
/// By which the panic hook knows our threads.
const NAME: &str = "dateline-intake";

/// Does `work`. After the deadline the thread is left to itself: there is no way to end it.
pub fn guarded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Reason> {
    within(&LEFT_NOW, Duration::from_secs(SECONDS), work)
}

/// The same, with a count of its own of the threads that were left.
fn within<T: Send + 'static>(
    left: &'static AtomicUsize,
    deadline: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Reason> {
    hush();
    if left.load(Ordering::SeqCst) >= LEFT {
        return Err(Reason::Busy);
    }
    let (sender, receiver) = mpsc::channel();
    let state = Arc::new(Mutex::new(State::Runs));
    let own = Arc::clone(&state);
    let run = move || {
        let done = panic::catch_unwind(AssertUnwindSafe(work)).map_err(|fault| said(&*fault));
        let mut state = own.lock().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Left => _ = left.fetch_sub(1, Ordering::SeqCst),
            State::Runs | State::Done => {
                *state = State::Done;
                let _ = sender.send(done); // it is received: the other side has not left
            }
        }
    };
    thread::Builder::new().name(NAME.to_owned()).stack_size(STACK).spawn(run).map_err(Reason::Open)?;
    match receiver.recv_timeout(deadline) {
        Ok(done) => done.map_err(Reason::Stopped),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            if let (State::Done, Ok(done)) = (*state, receiver.try_recv()) {
                return done.map_err(Reason::Stopped);
            }
            *state = State::Left;
            left.fetch_add(1, Ordering::SeqCst);
            Err(Reason::Slow(deadline.as_secs()))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Reason::Stopped("its reader ended without an answer".to_owned())),
    }
}

/// How it stands between a thread and whoever waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Runs,
    Done,
    /// No one waits any more.
    Left,
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
        static OWN: AtomicUsize = AtomicUsize::new(0);
        assert_eq!(guarded(|| 7).unwrap(), 7);
        let fault = guarded(|| assert_eq!(1 + 1, 3)).unwrap_err().to_string();
        assert!(fault.contains("assertion"), "{fault}");
        let slow = within(&OWN, Duration::from_millis(20), || thread::sleep(Duration::from_secs(1)));
        assert!(matches!(slow, Err(Reason::Slow(0))));
    }

    #[test]
    fn threads_that_do_not_end_are_few() {
        static OWN: AtomicUsize = AtomicUsize::new(0);
        let (stop, stopped) = mpsc::channel::<()>();
        let stopped = Arc::new(Mutex::new(stopped));
        let waits = || {
            let stopped = Arc::clone(&stopped);
            within(&OWN, Duration::from_millis(5), move || _ = stopped.lock().unwrap().recv())
        };
        assert!((0..LEFT).all(|_| matches!(waits(), Err(Reason::Slow(0)))));
        assert!(matches!(waits(), Err(Reason::Busy)));
        drop(stop);
        while OWN.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        assert_eq!(within(&OWN, Duration::from_secs(60), || 7).unwrap(), 7);
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
