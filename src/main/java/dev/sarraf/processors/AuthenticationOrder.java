package dev.sarraf.processors;

import dev.sarraf.money.Money;
import java.net.URI;

/// Everything that the bank is told to find out whether the card's owner is the one who pays.
///
/// @param returnTo where the issuer's page sends the browser back to
public record AuthenticationOrder(BankIds ids, Money amount, CardSession card, Browser browser, URI returnTo) {
    /// What 3-D Secure wants to know of the customer's browser (EMV 3-D Secure, browser channel).
    ///
    /// @param timeZoneMinutes minutes as JavaScript's `getTimezoneOffset` gives them: −120 in Cairo's winter
    public record Browser(
            String userAgent,
            String ipAddress,
            String acceptHeader,
            String language,
            int colorDepth,
            int screenHeight,
            int screenWidth,
            int timeZoneMinutes) {}
}
