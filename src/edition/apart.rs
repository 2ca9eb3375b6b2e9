//! Work on threads of its own.

/// Does `work` on a thread and a pool that nothing else waits in: for whatever is made once, by the first who asks, while
/// the others wait. Linking a handbook is shared out among threads; were it shared out among those that render pages or run
/// rules, one of them could begin, in the middle of it, a page or a rule that waits for its end.
pub fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let done = std::thread::scope(|scope| {
        let worker = scope.spawn(|| match rayon::ThreadPoolBuilder::new().build() {
            Ok(pool) => pool.install(work),
            // No more threads are to be had: then it is shared out among those that are there.
            Err(_) => work(),
        });
        worker.join()
    });
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
