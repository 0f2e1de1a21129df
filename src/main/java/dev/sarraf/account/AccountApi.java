package dev.sarraf.account;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.FeeConfig;
import dev.sarraf.merchants.MerchantChange;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.merchants.Permission.Subject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// `/account`: the merchant and the key that ask, and the merchant's settings, which are the same in both modes.
public final class AccountApi {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_URL = 2_048;
    private static final int WHOLE = 10_000;

    private enum PageLocale {
        EN,
        AR
    }

    private final Merchants merchants;
    private final Idempotency idempotency;
    private final Supplier<List<SellingCurrency>> currencies;

    /// @param currencies what can be sold in at the moment
    public AccountApi(Merchants merchants, Idempotency idempotency, Supplier<List<SellingCurrency>> currencies) {
        this.merchants = merchants;
        this.idempotency = idempotency;
        this.currencies = currencies;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/account", Access.ANY_KEY, this::get),
                Route.patch("/account", Access.toWrite(Subject.MERCHANT_SETTINGS), this::update));
    }

    private Response get(Call call) {
        return Response.ok(AccountView.of(merchants.get(call.merchant()), call.caller(), currencies.get()));
    }

    private Response update(Call call) {
        return idempotency.inSteps(call, new Update(call, change(call.json())));
    }

    /// Merchants are kept apart from the modes, whose transactions hold the idempotency keys. Setting the same
    /// again changes nothing, so that the change may be repeated.
    private final class Update implements Idempotency.Steps {
        private final Call call;
        private final MerchantChange change;

        private Update(Call call, MerchantChange change) {
            this.call = call;
            this.change = change;
        }

        @Override
        public String intend(Tx tx) {
            return call.merchant().text();
        }

        @Override
        public Response carryOn(String merchant) {
            var changed = merchants.change(call.merchant(), change);
            return Response.ok(AccountView.of(changed, call.caller(), currencies.get()));
        }

        /// Whether it has been changed is known to whoever is at it.
        @Override
        public Optional<Response> finished(String merchant) {
            return Optional.empty();
        }
    }

    private static MerchantChange change(Fields fields) {
        var change = new MerchantChange(
                fields.text("displayName", LONGEST_NAME),
                fields.choice("defaultLocale", PageLocale.class)
                        .map(locale -> Locale.of(locale.name().toLowerCase(Locale.ROOT))),
                cleared(fields, "logo", logo(fields)),
                cleared(
                        fields,
                        "defaultFeeConfig",
                        fields.object("defaultFeeConfig").map(AccountApi::fees)),
                cleared(
                                fields,
                                "defaultBrandingSettings",
                                fields.object("defaultBrandingSettings").map(BrandingReader::read))
                        .map(branding -> branding.orElse(Branding.NONE)));
        fields.end();
        return change;
    }

    /// A field that is sent as null is set to none.
    private static <T> Optional<Optional<T>> cleared(Fields fields, String name, Optional<T> value) {
        return fields.mentions(name) ? Optional.of(value) : Optional.empty();
    }

    private static FeeConfig fees(Fields fields) {
        var passThrough = fields.required("feesPassThrough", fields.flag("feesPassThrough"));
        var vat = fields.required("vatCollectionEnabled", fields.flag("vatCollectionEnabled"));
        var rate = fields.whole("vatCollectionRate", 0, WHOLE);
        if (vat) {
            fields.required("vatCollectionRate", rate);
        }
        fields.end();
        return new FeeConfig(passThrough, vat, (int) rate.orElse(0));
    }

    /// Shown on pages, so that browsers fetch it: an address that mixes no insecure content into a page.
    private static Optional<URI> logo(Fields fields) {
        return fields.text("logo", LONGEST_URL).map(text -> {
            try {
                var url = new URI(text);
                if ("https".equals(url.getScheme())
                        && url.getHost() != null
                        && url.getRawUserInfo() == null
                        && text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                    return url;
                }
            } catch (URISyntaxException _) {
                // Said below, as of every other text that is no such address.
            }
            throw fields.invalid("logo", "must be a URL that begins with https:// and names a host, and no user.");
        });
    }
}
