package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/simulator.md` tells people to type does what it says.
class DocumentationTest extends BankTest {
    private static final Path PAGE = Path.of("docs", "simulator.md");

    @Test
    @Timeout(60)
    void every_command_runs(@TempDir Path here) throws IOException, InterruptedException {
        var commands = Pattern.compile("(?ms)^```sh\\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining("\n"));
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(here.toFile())
                .redirectErrorStream(true);
        builder.environment().put("GATEWAY", bank.baseUrl().toString());

        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).doesNotContain("\"result\":\"ERROR\"", "\"result\":\"FAILURE\"");
        assertThat(output)
                .contains("How does this challenge end?", "The challenge ended: Successful")
                .contains("\"status\":\"PARTIALLY_REFUNDED\"", "\"aheadSeconds\":11", "\"faults\":[]");
        var documented = new Shop(bank.baseUrl(), "TESTSHOP", "secret");
        assertThat(documented.order("order-2").at("status")).isEqualTo("CAPTURED");
    }

    @Test
    void every_card_of_the_page_exists() throws IOException {
        var numbers = Pattern.compile("(?m)^\\| ([0-9]{14,19}) \\|")
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(numbers)
                .hasSizeGreaterThan(10)
                .allSatisfy(number -> assertThat(shop.put("o", number, Shop.pay("1.00", Shop.card(number, "01/39", "")))
                                .at("result"))
                        .isEqualTo("SUCCESS"));
    }
}
