package studio.dictation.rules;

import java.util.ArrayList;
import java.util.List;

/** Every order in which some things can come. */
public final class Orders {
    private Orders() {}

    /** All of them; of five things there are 120. */
    public static <T> List<List<T>> of(List<T> some) {
        if (some.isEmpty()) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<T>>();
        for (int i = 0; i < some.size(); i++) {
            var rest = new ArrayList<>(some);
            var first = rest.remove(i);
            for (var order : of(rest)) {
                var whole = new ArrayList<T>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }
}
