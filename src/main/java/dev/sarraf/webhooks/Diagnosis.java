package dev.sarraf.webhooks;

import dev.sarraf.page.Finding;

/// What is so with a webhook that arrived.
sealed interface Diagnosis {
    record Genuine() implements Diagnosis {}

    /// No endpoint has this address, so there is no secret to hold the signature against.
    record Unregistered() implements Diagnosis {}

    record NoHeader() implements Diagnosis {}

    record Malformed() implements Diagnosis {}

    /// Genuine otherwise.
    ///
    /// @param seconds how old the signature is; negative where it comes from the future
    record OutsideTolerance(long seconds) implements Diagnosis {}

    record ReplacedSecret() implements Diagnosis {}

    record SecretOfAnother(String url) implements Diagnosis {}

    record SecretOfOtherMode(String url) implements Diagnosis {}

    /// The signature is of the bytes that were sent, of which these are the beginning.
    record Truncated(int came, int sent) implements Diagnosis {}

    /// The signature is of the bytes that were sent; these are others, which say the same.
    record Reserialized(int firstDifference) implements Diagnosis {}

    /// The signature is of the bytes that were sent; these say something else.
    record Changed(int firstDifference) implements Diagnosis {}

    /// The body is what was sent, but no secret that is known signed it.
    record UnknownSecret() implements Diagnosis {}

    record Unknown() implements Diagnosis {}

    /// The same in words.
    ///
    /// @param header the name of the header that carries the signature
    default Finding finding(String header) {
        return switch (this) {
            case Genuine _ ->
                new Finding(
                        true, "The signature is right.", "It is of these bytes, by this endpoint’s secret, and new.");
            case Unregistered _ ->
                refused(
                        "No endpoint has this address.",
                        "Register it in test mode, as described above: its secret tells whether a webhook is genuine.");
            case NoHeader _ ->
                refused(
                        "There is no " + header + " header.",
                        "Anybody could have sent this. If it came through a proxy of yours, let it pass the header on.");
            case Malformed _ ->
                refused(
                        "The " + header + " header is malformed.",
                        "It has to read t=<seconds since 1970>,v1=<64 hexadecimal digits>, with one v1 more while a"
                                + " secret is being replaced.");
            case OutsideTolerance(long seconds) ->
                refused(
                        seconds > 0
                                ? "The signature is " + seconds + " seconds old."
                                : "The signature comes from " + -seconds + " seconds in the future.",
                        "It is right otherwise, but 300 seconds either way are the limit. Every attempt is signed anew,"
                                + " so somebody repeats what they recorded, or a clock is wrong.");
            case ReplacedSecret _ ->
                refused(
                        "Signed with a secret that this endpoint had before.",
                        "It was replaced, and its overlap is over. Use the one that replaced it.");
            case SecretOfAnother(var url) ->
                refused(
                        "Signed with the secret of another endpoint.",
                        "Each endpoint has a secret of its own; this is that of " + url + ".");
            case SecretOfOtherMode(var url) ->
                refused(
                        "Signed with a secret of live mode.",
                        "Test and live have separate endpoints and secrets; this is that of " + url + ".");
            case Truncated(int came, int sent) ->
                refused(
                        "The body was cut off.",
                        "Of " + sent + " bytes that were signed, " + came + " came. Look for a limit on bodies, or for"
                                + " code that counts characters where it should count bytes.");
            case Reserialized(int first) ->
                refused(
                        "The body was parsed and written again.",
                        "It says the same, in other bytes: the first that differs is number " + (first + 1)
                                + ". Take the body as it came, before any JSON parser.");
            case Changed(int first) ->
                refused(
                        "The body was changed.",
                        "Other bytes were signed: the first that differs is number " + (first + 1)
                                + ". A proxy, another" + " character encoding, or somebody who should not have.");
            case UnknownSecret _ ->
                refused(
                        "Signed with a secret that is none of yours.",
                        "The body is what was sent. Compare the whole secret, whsec_ included and without spaces or"
                                + " line ends around it.");
            case Unknown _ ->
                refused(
                        "No secret of yours signed these bytes.",
                        "The body names no event that was sent, or the time in the header was changed. It may be forged.");
        };
    }

    private static Finding refused(String heading, String advice) {
        return new Finding(false, heading, advice);
    }
}
