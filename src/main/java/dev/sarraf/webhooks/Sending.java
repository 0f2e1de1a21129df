package dev.sarraf.webhooks;

/// How events are sent to an endpoint, which its merchant chooses.
public record Sending(RetryPolicy retryPolicy) {
    /// What holds for those who choose nothing.
    public static Sending usual() {
        return new Sending(RetryPolicy.STANDARD);
    }
}
