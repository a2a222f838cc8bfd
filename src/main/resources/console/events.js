/**
 * Events of a `text/event-stream`, as the HTML standard reads one. The browser's own `EventSource` can't send a token in a
 * header.
 *
 * @param body    a `ReadableStream` of bytes
 * @param onHeard called whenever something came, be it a comment
 * @param onEvent called with name and data of each event
 */
export async function readEvents(body, onHeard, onEvent) {
    const texts = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let name = "message";
    let data = [];
    for (let part = await texts.read(); !part.done; part = await texts.read()) {
        onHeard();
        const lines = (rest + part.value).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        for (const line of lines) {
            if (line === "") {
                if (data.length > 0) {
                    onEvent(name, data.join("\n"));
                }
                name = "message";
                data = [];
                continue;
            }
            const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
            if (field === "event") {
                name = value;
            } else if (field === "data") {
                data.push(value);
            }
        }
    }
}
