using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace BatchLoadTest.Terminal.Layout;

/// <summary>Text as a terminal sees it: in cells, of which some characters take two and some none.</summary>
public static class CellText
{
    /// <summary>
    /// Makes text from outside harmless: each run of control characters (line breaks, escape sequences' first byte)
    /// becomes one space, invisible format characters (such as those that reverse the writing direction) go, and lone
    /// surrogates become U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var afterControl = false;
        // Enumerating runes replaces each lone surrogate.
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var control =
                category
                is UnicodeCategory.Control
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            if (control && !afterControl)
            {
                clean.Append(' ');
            }
            else if (!control && category != UnicodeCategory.Format)
            {
                clean.Append(rune);
            }

            afterControl = control;
        }

        return clean.ToString();
    }

    /// <summary>Cells that clean text takes.</summary>
    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    /// <summary>The text, or as much of it as fits into <paramref name="width"/> cells together with the ellipsis.</summary>
    public static string Cut(string text, int width, string ellipsis)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var room = width - Width(ellipsis);
        return room <= 0 ? Head(text, width) : Head(text, room).TrimEnd() + ellipsis;
    }

    /// <summary>The longest beginning that takes at most <paramref name="width"/> cells, without tearing a character.</summary>
    public static string Head(string text, int width)
    {
        var used = 0;
        var end = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            used += Width(element);
            if (used > width)
            {
                break;
            }

            end += element.Length;
        }

        return text[..end];
    }
}
