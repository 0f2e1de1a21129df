package dev.sarraf.account;

import dev.sarraf.http.Json;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Caller;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.Permission;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.merchants.Permission.Verb;
import dev.sarraf.money.Currency;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A merchant as it sees itself.
final class AccountView {
    /// Where all merchants are, since what is processed is settled there.
    private static final String COUNTRY = "EG";

    private AccountView() {}

    static ObjectNode of(Merchant merchant, Caller caller, List<SellingCurrency> currencies) {
        var json = Json.object();
        json.put("id", merchant.id().text());
        json.put("displayName", merchant.name());
        json.put("country", COUNTRY);
        json.put("defaultCurrency", Currency.PROCESSING.name());
        json.put("defaultLocale", merchant.defaultLocale().getLanguage());
        var supported = json.putArray("supportedCurrencies");
        for (var selling : currencies) {
            var entry = supported.addObject();
            entry.put("code", selling.currency().name());
            entry.put("decimals", selling.currency().exponent());
            var methods = entry.putArray("paymentMethodTypes");
            selling.methods().forEach(methods::add);
        }
        json.put("livemode", caller.mode().isLive());
        json.put("livePaymentsEnabled", caller.activated());
        json.set("apiKey", key(caller));
        json.put("logo", merchant.logo().map(URI::toString).orElse(null));
        merchant.defaultFeeConfig()
                .ifPresentOrElse(
                        fees -> json.putObject("defaultFeeConfig")
                                .put("feesPassThrough", fees.feesPassThrough())
                                .put("vatCollectionEnabled", fees.vatCollection())
                                .put("vatCollectionRate", fees.vatBasisPoints()),
                        () -> json.putNull("defaultFeeConfig"));
        json.set("defaultBrandingSettings", branding(merchant.defaultBranding()));
        return json;
    }

    private static JsonNode branding(Branding branding) {
        return branding.isEmpty() ? Json.object().nullNode() : Json.readOwn(branding.json());
    }

    private static ObjectNode key(Caller caller) {
        var json = Json.object();
        json.put("type", caller.kind().name());
        json.put("mode", caller.mode().text());
        var permissions = json.putArray("permissions");
        permissions(caller).map(Permission::text).forEach(permissions::add);
        return json;
    }

    /// In the order of the contract. A secret key has all of them.
    private static Stream<Permission> permissions(Caller caller) {
        return Arrays.stream(Subject.values())
                .flatMap(subject -> Arrays.stream(Verb.values()).map(verb -> new Permission(subject, verb)))
                .filter(permission -> caller.kind() == ApiKey.Kind.SECRET
                        || caller.permissions().contains(permission));
    }
}
