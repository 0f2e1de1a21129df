package dev.sarraf.checkout;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.sarraf.catalog.Discount;
import dev.sarraf.catalog.DiscountJson;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.IntentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// How a session's cart and terms stand in its row. What queries look at has columns; the rest is JSON.
final class SessionRow {
    /// The columns that a merchant can still change while the session is open.
    static final String COLUMNS = """
            currency, amount_subtotal, amount_total, cart, cancel_url, locale, customer_id, customer_details, \
            """ + TermsRow.COLUMNS;

    /// What is bound to them, in the same order.
    static final String VALUES = """
            :currency, :subtotal, :total, CAST(:cart AS json), :cancelUrl, :locale, :customer, \
            CAST(:customerDetails AS json), \
            """ + TermsRow.VALUES;

    /// Records as their components, and nothing that is computed from them.
    static final JsonMapper OWN = JsonMapper.builder()
            .changeDefaultVisibility(visible -> visible.withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE))
            .addModule(new SimpleModule()
                    .addSerializer(Discount.class, new DiscountWriter())
                    .addDeserializer(Discount.class, new DiscountReader()))
            .build();

    private SessionRow() {}

    private static final class DiscountWriter extends ValueSerializer<Discount> {
        @Override
        public void serialize(Discount discount, JsonGenerator generator, SerializationContext context) {
            generator.writeTree(DiscountJson.write(discount));
        }
    }

    private static final class DiscountReader extends ValueDeserializer<Discount> {
        @Override
        public Discount deserialize(JsonParser parser, DeserializationContext context) {
            return DiscountJson.read(context.readTree(parser));
        }
    }

    static <S extends SqlStatement<S>> S bind(S statement, Cart cart, Terms terms) {
        var buyer = terms.buyer();
        return TermsRow.bind(statement, terms)
                .bind("currency", cart.total().currency().name())
                .bind("subtotal", cart.totals().charged().subtotal().minorUnits())
                .bind("total", cart.total().minorUnits())
                .bind("cart", OWN.writeValueAsString(cart))
                .bind("cancelUrl", terms.cancelUrl())
                .bind("locale", terms.locale().map(Locale::getLanguage))
                .bind("customer", buyer.customer())
                .bind("customerDetails", buyer.details());
    }

    static Session read(ResultSet row) throws SQLException {
        return new Session(
                new MerchantId(row.getString("merchant_id")),
                new SessionId(row.getString("id")),
                Session.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Session.PaymentStatus.valueOf(row.getString("payment_status").toUpperCase(Locale.ROOT)),
                SubmitType.valueOf(row.getString("submit_type")),
                terms(row),
                OWN.readValue(row.getString("cart"), Cart.class),
                Optional.ofNullable(row.getString("order_reference")),
                Optional.ofNullable(row.getString("superseded_by")).map(SessionId::new),
                Optional.ofNullable(row.getString("payment_link_id")).map(PaymentLinkId::new),
                Optional.ofNullable(row.getString("payer_id")),
                row.getString("client_secret"),
                Optional.ofNullable(row.getString("intent_id")).map(IntentId::new),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("cart_revision"),
                row.getBoolean("due"),
                row.getBoolean("exhausted"),
                Optional.ofNullable(row.getString("pending")).map(ChargeId::new));
    }

    private static Terms terms(ResultSet row) throws SQLException {
        return TermsRow.read(
                row,
                Optional.ofNullable(row.getString("cancel_url")),
                Optional.ofNullable(row.getString("locale")).map(Locale::of),
                Optional.ofNullable(row.getString("customer_id")),
                Optional.ofNullable(row.getString("customer_details")));
    }
}
