package dev.sarraf.simulator.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/// What AUTHENTICATE_PAYER must say about the payer's browser.
///
/// @param returnUrl    where it is sent after a challenge
/// @param windowSize   the code of EMV 3-D Secure for the challenge window
record PayerBrowser(String returnUrl, String windowSize) {
    private static final String DETAILS = "device.browserDetails.";

    private static final Map<String, String> WINDOW_SIZES = Map.of(
            "250_X_400", "01",
            "390_X_400", "02",
            "500_X_600", "03",
            "600_X_400", "04",
            "FULL_SCREEN", "05");

    private static final List<String> REQUIRED = List.of(
            "device.browser",
            DETAILS + "acceptHeaders",
            DETAILS + "colorDepth",
            DETAILS + "javaEnabled",
            DETAILS + "language",
            DETAILS + "screenHeight",
            DETAILS + "screenWidth",
            DETAILS + "timeZone");

    static PayerBrowser of(Fields fields) {
        REQUIRED.forEach(fields::required);
        return new PayerBrowser(returnUrl(fields), windowSize(fields));
    }

    private static String windowSize(Fields fields) {
        var field = DETAILS + "3DSecureChallengeWindowSize";
        var code = WINDOW_SIZES.get(fields.required(field));
        if (code == null) {
            throw GatewayError.invalid(
                    field,
                    "Value must be one of "
                            + WINDOW_SIZES.keySet().stream().sorted().toList());
        }
        return code;
    }

    private static String returnUrl(Fields fields) {
        var field = "authentication.redirectResponseUrl";
        var text = fields.required(field);
        Fields.requireLength(field, text, 2048);
        try {
            var url = new URI(text);
            if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Refused below like any other text that is not such an address.
        }
        throw GatewayError.invalid(field, "Value must be an absolute http or https URL");
    }
}
