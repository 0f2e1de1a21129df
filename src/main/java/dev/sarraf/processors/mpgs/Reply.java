package dev.sarraf.processors.mpgs;

/// What came back over the network, before anybody has looked into it.
sealed interface Reply {
    record Received(int status, String body) implements Reply {}

    /// No complete answer. The gateway may have done everything, or never have heard of the request.
    ///
    /// @param why the kind of failure, free of anything that was sent
    record Lost(String why) implements Reply {}
}
