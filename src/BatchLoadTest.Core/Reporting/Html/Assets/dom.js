// Elements are made from names, attributes and text only: no text is ever read as HTML.
"use strict";

const dom = (() => {
    // Characters that a reader cannot see, or that change the order of the text around them.
    const unseen =
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

    // The text with those characters as signs that can be seen: an ESC as \u001b.
    function visible(text) {
        return text.replace(unseen, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
    }

    // children: strings, elements, or lists of them; null is left out.
    function element(name, attributes, ...children) {
        const made = document.createElement(name);
        for (const [attribute, value] of Object.entries(attributes ?? {})) {
            if (value !== null && value !== undefined && value !== false) {
                made.setAttribute(attribute, value === true ? "" : String(value));
            }
        }
        append(made, children);
        return made;
    }

    function append(parent, children) {
        for (const child of children.flat()) {
            if (child !== null && child !== undefined) {
                parent.append(child instanceof Node ? child : visible(String(child)));
            }
        }
    }

    function byId(id) {
        return document.getElementById(id);
    }

    // Puts new content in the place of the old.
    function fill(id, ...children) {
        const place = byId(id);
        place.replaceChildren();
        append(place, children);
    }

    // What there is instead of a table or chart without data.
    function nothing(words) {
        return element("p", { class: "nothing" }, words);
    }

    // Does what a button is for, once at a time. Not disabled meanwhile: that would take the focus from it.
    async function busy(button, act) {
        if (button.getAttribute("aria-disabled") === "true") {
            return;
        }
        button.setAttribute("aria-disabled", "true");
        try {
            await act();
        } finally {
            button.removeAttribute("aria-disabled");
        }
    }

    return { element, byId, fill, nothing, visible, busy };
})();
