package dev.sarraf.simulator.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// The few pages that people see, with the policy that lets a browser do no more than they need.
public final class Pages {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.sarraf.simulator.templates");

    private static final String STYLE = resource("page.css");
    private static final String SUBMIT = resource("submit.js");

    private Pages() {}

    /// A page of this simulator.
    ///
    /// @param formAction where its forms may go, as a content security policy says it
    public static Answer.Whole page(int status, String template, Map<String, Object> values, String formAction) {
        return Answer.html(status, render(template, values)).with("Content-Security-Policy", policy(formAction));
    }

    /// HTML from a template. Every template may use `style` and `submit`.
    public static String render(String template, Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("style", STYLE);
        all.put("submit", SUBMIT);
        var output = new StringOutput();
        TEMPLATES.render(template + ".jte", all, output);
        return output.toString();
    }

    /// These pages are meant to stand in anybody's frame, so `frame-ancestors` is left open.
    private static String policy(String formAction) {
        return "default-src 'none'; style-src '" + hash(STYLE) + "'; script-src '" + hash(SUBMIT)
                + "'; base-uri 'none'; form-action " + formAction;
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (var in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("bug: " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
