using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Commands;

/// <summary>
/// Short options with their value behind them, such as <c>-u5</c>. The parser would split anything that begins with a
/// dash and a letter it knows, so that <c>-headless</c> were a call for help.
/// </summary>
internal static class ShortOptions
{
    /// <summary>The arguments with <c>-u5</c> written <c>-u=5</c>; all others as they are.</summary>
    /// <param name="command">Whose options.</param>
    /// <param name="arguments">The command line.</param>
    public static string[] Separate(CommandKinds command, string[] arguments)
    {
        var settings = SettingCatalogue.Of(command).ToList();
        var end = Array.IndexOf(arguments, "--");
        return
        [
            .. arguments.Select(
                (argument, place) =>
                    (end < 0 || place < end)
                    && !(place > 0 && IsSecret(settings, arguments[place - 1]))
                    && HasValue(settings, argument)
                        ? $"{argument[..2]}={argument[2..]}"
                        : argument
            ),
        ];
    }

    // What follows it is its value, or a mistake that must not be shown.
    private static bool IsSecret(List<Setting> settings, string option) =>
        settings.Exists(setting => setting.Secrecy == Secrecy.Secret && setting.Option == option);

    private static bool HasValue(List<Setting> settings, string argument) =>
        argument is ['-', not '-', not ('=' or ':'), ..]
        && settings.Find(setting => setting.Alias == argument[..2]) is { } setting
        && NearestName.Find("-" + argument.Split('=', ':')[0], settings.Select(each => each.Option)) is null
        && (!char.IsAsciiLetter(argument[2]) || setting.ProblemOf(argument[2..]) is null);
}
