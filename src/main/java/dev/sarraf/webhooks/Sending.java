package dev.sarraf.webhooks;

/// How events are sent to an endpoint, which its merchant chooses.
///
/// @param standardHeaders whether they carry the headers of Standard Webhooks besides ours
public record Sending(RetryPolicy retryPolicy, boolean standardHeaders) {
    /// What holds for those who choose nothing.
    public static Sending usual() {
        return new Sending(RetryPolicy.STANDARD, false);
    }
}
