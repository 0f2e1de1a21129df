package dev.sarraf.cli.prove;

import java.io.IOException;

/// A request was sent, or could not be, and nothing came back: whether it was carried out is not known.
final class LostAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostAnswer(String request, IOException cause) {
        super("no answer to " + request + ": " + cause, cause);
    }
}
