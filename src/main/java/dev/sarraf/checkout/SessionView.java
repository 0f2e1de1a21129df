package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.Status;
import dev.sarraf.http.Json;
import dev.sarraf.merchants.Merchant;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A session as the API shows it. The one mapper for creating, reading and events, so that all three have the same
/// bytes.
final class SessionView {
    private final URI pages;

    /// `pages` is where the hosted pages live.
    SessionView(URI pages) {
        this.pages = pages;
    }

    ObjectNode of(Session session, Merchant merchant, Optional<JsonNode> intent) {
        boolean open = session.current() == Status.OPEN;
        var json = Json.object();
        json.put("id", session.id().text());
        json.put("object", "checkout.session");
        json.put("createdAt", Json.time(session.createdAt()));
        json.put("updatedAt", Json.time(session.updatedAt()));
        json.put("mode", "payment");
        json.put("uiMode", "hosted");
        json.put("submitType", session.submitType().name());
        json.put("customerCreation", lower(session.customerCreation()));
        json.put("status", lower(session.current()));
        json.put("paymentStatus", lower(session.paymentStatus()));
        json.put("currency", session.total().currency().name());
        json.put("amountSubtotal", session.subtotal().minorUnits());
        json.put("amountTotal", session.total().minorUnits());
        json.putObject("totalDetails").put("amountDiscount", 0).put("amountTax", 0);
        json.set("afterCompletion", afterCompletion(session.afterCompletion()));
        json.put("cancelUrl", session.cancelUrl().orElse(null));
        json.put("url", open ? pages.resolve("/c/" + session.id()).toString() : null);
        json.put("clientSecret", session.clientSecret());
        json.put("expiresAt", Json.time(session.expiresAt()));
        json.put("isExpired", session.current() == Status.EXPIRED);
        json.putNull("customerId");
        json.set("customerDetails", session.customerDetails().map(Json::readOwn).orElse(null));
        json.putNull("customerUpdate");
        json.put("paymentIntentId", session.intent().map(id -> id.text()).orElse(null));
        json.set("paymentIntent", intent.orElse(null));
        var lines = json.putArray("lineItems");
        session.lines().forEach(line -> lines.add(line(line, session.createdAt())));
        json.putNull("customFields");
        json.putArray("discounts");
        json.put("allowPromotionCodes", false);
        json.put("nameCollection", false);
        json.put("billingAddressCollection", false);
        json.put("shippingAddressCollection", false);
        json.put("phoneNumberCollection", false);
        session.locale().ifPresent(locale -> json.put("locale", locale.getLanguage()));
        json.putArray("paymentMethodTypes").add(card());
        json.putNull("paymentMethodConfigurationId");
        json.put("orderReference", session.orderReference().orElse(null));
        json.put("supersededBy", session.supersededBy().map(SessionId::text).orElse(null));
        json.set("metadata", Json.readOwn(session.metadata()));
        json.put("merchantId", session.merchant().text());
        json.put("merchantName", merchant.name());
        json.putNull("merchantLogo");
        json.putNull("paymentLinkId");
        json.put("livemode", session.id().mode().isLive());
        return json;
    }

    private static ObjectNode afterCompletion(AfterCompletion after) {
        var json = Json.object();
        switch (after) {
            case AfterCompletion.Redirect(var url) -> {
                json.put("type", "redirect");
                json.putObject("redirect").put("url", url);
                json.putNull("hostedConfirmation");
            }
            case AfterCompletion.HostedConfirmation(var message, var url) -> {
                json.put("type", "hosted_confirmation");
                json.putNull("redirect");
                json.putObject("hostedConfirmation")
                        .put("customMessage", message.orElse(null))
                        .put("returnUrl", url.orElse(null));
            }
        }
        return json;
    }

    private static ObjectNode line(LineItem line, Instant createdAt) {
        var json = Json.object();
        json.put("id", line.id());
        json.put("quantity", line.quantity());
        json.set("price", price(line.price(), createdAt));
        json.put("amountSubtotal", line.total().minorUnits());
        json.put("amountTotal", line.total().minorUnits());
        json.put("amountDiscount", 0);
        json.put("amountTax", 0);
        json.put("currency", line.price().currency().name());
        json.put("description", line.price().product().name());
        return json;
    }

    private static ObjectNode price(LineItem.Price price, Instant createdAt) {
        var json = Json.object();
        json.put("id", price.id());
        json.put("currency", price.currency().name());
        json.put("type", "ONE_TIME");
        json.put("createdAt", Json.time(createdAt));
        json.put("active", true);
        var product = json.putObject("product");
        product.put("id", price.product().id());
        product.put("name", price.product().name());
        product.put("active", true);
        product.put("description", price.product().description().orElse(null));
        product.put("image", price.product().image().orElse(null));
        product.put("unitLabel", price.product().unitLabel().orElse(null));
        json.put("unitAmount", price.unitAmount());
        json.putNull("stock");
        json.putNull("startDate");
        json.putNull("expirationDate");
        return json;
    }

    private static ObjectNode card() {
        var json = Json.object();
        json.put("type", "card");
        json.put("displayName", "Card");
        json.put("category", "card");
        json.putNull("minTransactionAmount");
        json.putNull("maxTransactionAmount");
        json.putNull("requiredCustomerFields");
        json.put("supportsRefund", true);
        json.put("supportsPartialRefund", true);
        json.put("supportsPartialCapture", false);
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
