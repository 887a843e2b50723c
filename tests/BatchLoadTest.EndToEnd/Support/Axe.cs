using System.Text.Json;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>axe-core: what of a page those cannot use who do not see it, or have no mouse. All of its rules.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(InstalledParts.Axe));

    /// <summary>Its findings on the page as it stands, a line each: rule, what it asks for, and where.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // Evaluated, not added to the page: the page's own policy allows no script of others.
        await page.EvaluateAsync(Script.Value);
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap(({ id, nodes }) =>
                nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\n", " ")} ${node.html.slice(0, 200)}`))
            """
        );
        return [.. found.EnumerateArray().Select(each => each.GetString()!)];
    }

    /// <summary>Its findings dark and light.</summary>
    /// <param name="page">The page.</param>
    /// <param name="where">What is shown, for the message of a failure.</param>
    public static async Task<IReadOnlyList<string>> FindInBothColoursAsync(IPage page, string where)
    {
        List<string> all = [];
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            all.AddRange((await FindAsync(page)).Select(found => $"{where}, {scheme}: {found}"));
        }

        return all;
    }
}
