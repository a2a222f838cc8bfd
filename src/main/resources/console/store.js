import { useEffect, useState } from "preact/hooks";

/** A value that lives longer than the screens that show it. */
export function store(value) {
    const readers = new Set();
    return {
        get: () => value,
        set(next) {
            value = next;
            readers.forEach((reader) => reader(next));
        },
        subscribe(reader) {
            readers.add(reader);
            return () => readers.delete(reader);
        },
    };
}

/** The value of a store; whoever asks is rendered again with each one. */
export function useStore(source) {
    const [value, set] = useState(source.get());
    useEffect(() => {
        set(source.get());
        return source.subscribe(set);
    }, [source]);
    return value;
}
