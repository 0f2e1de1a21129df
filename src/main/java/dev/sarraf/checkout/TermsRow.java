package dev.sarraf.checkout;

import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.FeeConfig;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// How the terms that sessions and payment links have in common stand in their rows. What queries look at has
/// columns; the rest is JSON.
final class TermsRow {
    static final String COLUMNS = """
            after_completion_type, redirect_url, custom_message, return_url, customer_creation, \
            payment_method_configuration_id, options, metadata""";

    /// What is bound to them, in the same order.
    static final String VALUES = """
            :completionType, :redirectUrl, :customMessage, :returnUrl, :customerCreation, :configuration, \
            CAST(:options AS json), :metadata""";

    private TermsRow() {}

    /// Terms that no query looks at.
    private record Options(
            Collects collects,
            List<CustomField> customFields,
            boolean allowPromotionCodes,
            Optional<Buyer.Update> customerUpdate,
            Optional<FeeConfig> feeConfig,
            String branding,
            PaymentMethods methods) {}

    static <S extends SqlStatement<S>> S bind(S statement, Terms terms) {
        var options = new Options(
                terms.collects(),
                terms.customFields(),
                terms.allowPromotionCodes(),
                terms.buyer().update(),
                terms.feeConfig(),
                terms.branding().json(),
                terms.methods());
        return statement
                .bind("completionType", completionType(terms.afterCompletion()))
                .bind("redirectUrl", redirectUrl(terms.afterCompletion()))
                .bind("customMessage", customMessage(terms.afterCompletion()))
                .bind("returnUrl", returnUrl(terms.afterCompletion()))
                .bind("customerCreation", terms.buyer().creation().name())
                .bind("configuration", terms.methods().configuration())
                .bind("options", SessionRow.OWN.writeValueAsString(options))
                .bind("metadata", terms.metadata());
    }

    /// @param customer whom a session names
    /// @param details what a session says of a customer whom it does not name
    static Terms read(
            ResultSet row,
            Optional<String> cancelUrl,
            Optional<Locale> locale,
            Optional<String> customer,
            Optional<String> details)
            throws SQLException {
        var options = SessionRow.OWN.readValue(row.getString("options"), Options.class);
        return new Terms(
                afterCompletion(row),
                cancelUrl,
                locale,
                new Buyer(
                        customer,
                        details,
                        Buyer.Creation.valueOf(row.getString("customer_creation")),
                        options.customerUpdate()),
                options.collects(),
                options.customFields(),
                options.allowPromotionCodes(),
                options.feeConfig(),
                Branding.of(options.branding()),
                options.methods(),
                row.getString("metadata"));
    }

    private static AfterCompletion afterCompletion(ResultSet row) throws SQLException {
        return switch (row.getString("after_completion_type")) {
            case "redirect" -> new AfterCompletion.Redirect(row.getString("redirect_url"));
            case "hosted_confirmation" ->
                new AfterCompletion.HostedConfirmation(
                        Optional.ofNullable(row.getString("custom_message")),
                        Optional.ofNullable(row.getString("return_url")));
            case String other -> throw new IllegalStateException("bug: after completion " + other);
        };
    }

    private static String completionType(AfterCompletion after) {
        return switch (after) {
            case AfterCompletion.Redirect _ -> "redirect";
            case AfterCompletion.HostedConfirmation _ -> "hosted_confirmation";
        };
    }

    private static Optional<String> redirectUrl(AfterCompletion after) {
        return after instanceof AfterCompletion.Redirect(var url) ? Optional.of(url) : Optional.empty();
    }

    private static Optional<String> customMessage(AfterCompletion after) {
        return after instanceof AfterCompletion.HostedConfirmation(var message, var _) ? message : Optional.empty();
    }

    private static Optional<String> returnUrl(AfterCompletion after) {
        return after instanceof AfterCompletion.HostedConfirmation(var _, var url) ? url : Optional.empty();
    }
}
