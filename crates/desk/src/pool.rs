//! The same work on many things at once; results in the order of the things, whatever the threads do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What a thread may use for calls within calls: a report nests as deep as it likes.
const STACK: usize = 64 << 20;

/// `work` on each of `items`, by `threads` threads.
pub fn map<I: Send, O: Send>(items: Vec<I>, threads: usize, work: impl Fn(I) -> O + Sync) -> Vec<O> {
    let items: Vec<Mutex<Option<I>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
            done.extend(item.map(|item| (index, work(item))));
        }
    };
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let start = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        let started: Vec<_> = (0..threads.clamp(1, items.len().max(1))).map(start).collect();
        if started.iter().all(Result::is_err) {
            return take(); // the system gives no thread: this one will do
        }
        let joined = started.into_iter().flatten().map(|thread| thread.join());
        joined.flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    done.sort_unstable_by_key(|&(index, _)| index);
    done.into_iter().map(|(_, output)| output).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        let squares: Vec<u64> = items.iter().map(|n| n * n).collect();
        for threads in [1, 2, 7] {
            assert_eq!(map(items.clone(), threads, |n| n * n), squares);
        }
        assert!(map(Vec::<u64>::new(), 4, |n| n * n).is_empty());
    }
}
