package dev.sarraf.http;

import dev.sarraf.errors.Refusal;

/// How a route tells its caller that nothing came of a call: programs read our envelope, people a page.
///
/// The call may have been refused before all of it was read. It has then no caller, no body, or not even a
/// query, and always its headers and path.
public interface ErrorFormat {
    /// The status of the answer is the refusal's.
    Response refused(Call call, Refusal refusal);

    /// For what we did not mean to happen. Says nothing of what it was: the log does.
    Response failed(Call call);
}
