package studio.dictation.app.web.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.web.Queries;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.query.identity.AccountsView;
import studio.dictation.query.identity.FindAccounts;
import studio.dictation.query.identity.ListedAccountView;

/**
 * The answer of A8 and U7. It is read while it is written, page by page, so many accounts take no more memory than few. Where
 * the next answer begins is known after the last account only, so it comes last.
 */
@JsonPropertyOrder({"users", "nextCursor"})
final class AccountList {
    private static final int PAGE = 100;

    private final Queries queries;
    private Iterator<ListedAccountView> page;
    private @Nullable String next;
    private int left;

    private AccountList(Queries queries, int limit, AccountsView first) {
        this.queries = queries;
        page = first.accounts().iterator();
        next = first.next();
        left = limit - first.accounts().size();
    }

    /**
     * Reads the first page already, so that what is refused is refused before anything is written.
     *
     * @param limit  how many accounts at most; null for all
     * @param cursor the {@code nextCursor} of the answer before; null to begin with the first account
     */
    static AccountList begin(Queries queries, @Nullable Integer limit, @Nullable String cursor) {
        int most = limit == null ? Integer.MAX_VALUE : limit;
        return find(queries, cursor == null ? null : decoded(cursor), most)
                .map(first -> new AccountList(queries, most, first))
                .orElseThrow(AccountList::unknownCursor);
    }

    /** The accounts, to be gone through once. */
    @JsonProperty
    @ArraySchema(schema = @Schema(implementation = ListedAccountView.class))
    Iterator<ListedAccountView> users() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (!page.hasNext() && next != null && left > 0) {
                    var more = find(queries, next, left).orElseThrow();
                    page = more.accounts().iterator();
                    next = more.next();
                    left -= more.accounts().size();
                }
                return page.hasNext();
            }

            @Override
            public ListedAccountView next() {
                return page.next();
            }
        };
    }

    /** Where the next answer begins; absent when there is none. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable String nextCursor() {
        return next == null
                ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<AccountsView> find(Queries queries, @Nullable String after, int most) {
        return queries.find(new FindAccounts(after, Math.min(PAGE, most)), AccountsView.class);
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            throw unknownCursor();
        }
    }

    private static InvalidInput unknownCursor() {
        return new InvalidInput(List.of(new FieldError("cursor", "is none that was given out")));
    }
}
