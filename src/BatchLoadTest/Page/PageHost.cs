using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Page;

/// <summary>The target as the page shows it.</summary>
internal static class PageHost
{
    /// <summary>The address, <c>mock</c>, or nothing where none is given yet.</summary>
    public static string Of(RunSettings settings) =>
        settings.Target.IsMock ? HostText.Mock : settings.Target.Host?.GetLeftPart(UriPartial.Authority) ?? "";
}
