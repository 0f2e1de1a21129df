package dev.sarraf.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandTest {
    @ParameterizedTest
    @CsvSource({
        "400000, visa",
        "499999, visa",
        "510000, mastercard",
        "559999, mastercard",
        "222100, mastercard",
        "272099, mastercard",
        "222099, unknown",
        "272100, unknown",
        "340000, amex",
        "371234, amex",
        "300000, diners",
        "305999, diners",
        "306000, unknown",
        "309500, diners",
        "361234, diners",
        "391234, diners",
        "352799, unknown",
        "352800, jcb",
        "358999, jcb",
        "359000, unknown",
        "601100, discover",
        "644000, discover",
        "659999, discover",
        "622126, unionpay",
        "810000, unionpay",
        "507802, maestro",
        "507803, meeza",
        "507808, meeza",
        "560000, maestro",
        "670000, maestro",
        "639000, maestro",
        "422818, mada",
        "422819, visa",
        "529741, mada",
        "968205, mada",
        "669010, jaywan",
        "220546, paypak",
        "135492, uatp",
        "900000, unknown",
        "51234, unknown",
        "51234x, unknown"
    })
    void a_range_belongs_to_one_brand(String bin, String brand) {
        assertThat(Brand.ofBin(bin).text()).isEqualTo(brand);
    }

    @Test
    void a_security_code_is_as_long_as_the_brand_prints_it() {
        assertThat(Brand.AMEX.securityCodeLength()).isEqualTo(4);
        assertThat(Brand.VISA.securityCodeLength()).isEqualTo(3);
        assertThat(Brand.UATP.securityCodeLength()).isZero();
        assertThat(Brand.UNKNOWN.securityCodeLength()).isEqualTo(3);
    }
}
