package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.Status;
import dev.sarraf.http.Json;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.methods.PaymentMethod;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A session as the API shows it. The one mapper for creating, reading and events, so that all three have the same
/// bytes.
final class SessionView {
    private final ImageAddresses images;

    SessionView(ImageAddresses images) {
        this.images = images;
    }

    /// @param intent what was tried to pay it, as it is shown
    /// @param customer who pays or has paid, as it is shown
    ObjectNode of(Session session, Merchant merchant, Optional<JsonNode> intent, Optional<ObjectNode> customer) {
        boolean open = session.current() == Status.OPEN;
        var terms = session.terms();
        var json = Json.object();
        json.put("id", session.id().text());
        json.put("object", "checkout.session");
        json.put("createdAt", Json.time(session.createdAt()));
        json.put("updatedAt", Json.time(session.updatedAt()));
        json.put("mode", "payment");
        json.put("uiMode", "hosted");
        json.put("submitType", session.submitType().name());
        json.put("customerCreation", lower(terms.buyer().creation()));
        json.put("status", lower(session.current()));
        json.put("paymentStatus", lower(session.paymentStatus()));
        CartView.amounts(json, session.cart());
        json.set("afterCompletion", afterCompletion(terms.afterCompletion()));
        json.put("cancelUrl", terms.cancelUrl().orElse(null));
        json.put("url", open ? images.pages().resolve("/c/" + session.id()).toString() : null);
        json.put("clientSecret", session.clientSecret());
        json.put("expiresAt", Json.time(session.expiresAt()));
        json.put("isExpired", session.current() == Status.EXPIRED);
        json.put(
                "customerId", session.payer().or(() -> terms.buyer().customer()).orElse(null));
        customer.ifPresent(known -> json.set("customer", known));
        json.set("customerDetails", terms.buyer().details().map(Json::readOwn).orElse(null));
        json.set(
                "customerUpdate",
                terms.buyer().update().map(SessionView::update).orElse(null));
        json.put("paymentIntentId", session.intent().map(id -> id.text()).orElse(null));
        json.set("paymentIntent", intent.orElse(null));
        json.set("lineItems", lines(session));
        json.set("customFields", customFields(terms.customFields()));
        var discounts = json.putArray("discounts");
        session.cart().discount().ifPresent(discount -> discounts.add(CartView.discount(discount, session)));
        json.put("allowPromotionCodes", terms.allowPromotionCodes());
        json.put("nameCollection", terms.collects().name());
        json.put("billingAddressCollection", terms.collects().billingAddress());
        json.put("shippingAddressCollection", terms.collects().shippingAddress());
        json.put("phoneNumberCollection", terms.collects().phone());
        json.set("feeConfig", CartView.feeConfig(session.cart().fees()));
        CartView.fees(session.cart()).ifPresent(fees -> json.set("fees", fees));
        json.set(
                "brandingSettings",
                Json.readOwn(terms.branding()
                        .over(merchant.defaultBranding())
                        .over(Branding.STANDARD)
                        .json()));
        json.put("locale", terms.locale().orElse(merchant.defaultLocale()).getLanguage());
        var methods = json.putArray("paymentMethodTypes");
        session.methods().forEach(method -> methods.add(method(method)));
        json.put("paymentMethodConfigurationId", terms.methods().configuration().orElse(null));
        json.put("orderReference", session.orderReference().orElse(null));
        json.put("supersededBy", session.supersededBy().map(SessionId::text).orElse(null));
        json.set("metadata", Json.readOwn(terms.metadata()));
        json.put("merchantId", session.merchant().text());
        json.put("merchantName", merchant.name());
        json.put(
                "merchantLogo",
                merchant.logo()
                        .map(URI::toString)
                        .map(images.of(session.merchant()))
                        .orElse(null));
        json.put("paymentLinkId", session.paymentLink().map(PaymentLinkId::text).orElse(null));
        json.put("livemode", session.id().mode().isLive());
        return json;
    }

    private ArrayNode lines(Session session) {
        var cart = session.cart();
        var json = Json.array();
        for (int i = 0; i < cart.lines().size(); i++) {
            json.add(LineItemView.of(
                    cart.lines().get(i),
                    cart.totals().lines().get(i),
                    cart.rate().isPresent(),
                    session.createdAt(),
                    images.of(session.merchant())));
        }
        return json;
    }

    static ObjectNode afterCompletion(AfterCompletion after) {
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

    private static ObjectNode update(Buyer.Update update) {
        var json = Json.object();
        json.put("address", update.address() ? "auto" : "never");
        json.put("name", update.name() ? "auto" : "never");
        json.put("shipping", update.shipping() ? "auto" : "never");
        return json;
    }

    static ArrayNode customFields(List<CustomField> fields) {
        var json = Json.array();
        fields.forEach(field -> json.add(CustomFieldView.of(field)));
        return json;
    }

    private static ObjectNode method(PaymentMethod method) {
        var json = Json.object();
        json.put("type", method.text());
        json.put("displayName", method.displayName());
        json.put("category", method.category());
        json.putNull("minTransactionAmount");
        json.putNull("maxTransactionAmount");
        if (method.asksForPhone()) {
            json.putArray("requiredCustomerFields").add("phone");
        } else {
            json.putNull("requiredCustomerFields");
        }
        json.put("supportsRefund", method.isRefundable());
        json.put("supportsPartialRefund", method.isRefundable());
        json.put("supportsPartialCapture", false);
        json.put("paymentConfirmation", method.confirmation());
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
