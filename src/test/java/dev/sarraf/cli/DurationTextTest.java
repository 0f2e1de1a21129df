package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "65s, PT65S",
        "90m, PT90M",
        "25h, PT25H",
        "3d, PT72H",
        "1d12h, PT36H",
        "1h30m5s, PT1H30M5S",
        "1m1ms, PT1M0.001S",
        "PT25H, PT25H",
        "P1DT12H, PT36H",
        "pt1.5s, PT1.5S",
    })
    void a_time_is_read(String text, Duration time) {
        assertThat(new DurationText().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "h",
                "-1h",
                "1.5h",
                "1 h",
                "12h1d",
                "1h1h",
                "1w",
                "9999999999s",
                "PT",
                "P",
                "PT-5H",
                "-PT5H",
                "P1Y",
                "tomorrow",
                "PT99999999999999999999999H"
            })
    void anything_else_is_not(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("25h");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT25H, 1d1h", "PT90S, 1m30s", "PT48H, 2d", "PT0.9S, 0s"})
    void it_is_written_as_people_do(Duration time, String text) {
        assertThat(DurationText.write(time)).isEqualTo(text);
    }
}
