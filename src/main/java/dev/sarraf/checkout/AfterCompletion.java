package dev.sarraf.checkout;

import java.net.URI;
import java.util.Optional;

/// What happens once a session is complete, as the merchant asked for it. The URLs still hold their placeholder.
public sealed interface AfterCompletion {
    record Redirect(String url) implements AfterCompletion {}

    record HostedConfirmation(Optional<String> customMessage, Optional<String> returnUrl) implements AfterCompletion {}

    /// The same for one session, its id put in.
    sealed interface Destination {
        /// Send the browser there, with nothing appended.
        record Redirect(URI url) implements Destination {}

        /// Say thank you on our own page.
        record Confirmation(Optional<String> customMessage, Optional<URI> returnUrl) implements Destination {}
    }

    /// What the placeholder stands for is put in here: `{CHECKOUT_SESSION_ID}`, or the same with its braces
    /// encoded as HTTP clients do, wherever and as often as it stands in the URL.
    default Destination resolve(SessionId session) {
        return switch (this) {
            case Redirect(var url) -> new Destination.Redirect(resolve(url, session));
            case HostedConfirmation(var message, var url) ->
                new Destination.Confirmation(message, url.map(text -> resolve(text, session)));
        };
    }

    static URI resolve(String url, SessionId session) {
        return URI.create(url.replace("{CHECKOUT_SESSION_ID}", session.text())
                .replaceAll("(?i)%7BCHECKOUT_SESSION_ID%7D", session.text()));
    }
}
