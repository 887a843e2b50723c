using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BatchLoadTest.Commands;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Tests.House;

/// <summary>The JSON schema of a settings file, from the settings catalogue.</summary>
internal static partial class ConfigSchema
{
    /// <summary>Where it is.</summary>
    public const string Path = "src/BatchLoadTest/config.schema.json";

    // As a number of JSON where it is one, and as the text of an option else.
    private const string Whole = @"^\s*[0-9]+\s*$";
    private const string Decimal = @"^\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*$";
    private const string Duration =
        @"^\s*([0-9]+(\.[0-9]+)?|([0-9]+(\.[0-9]+)?d)?([0-9]+(\.[0-9]+)?h)?([0-9]+(\.[0-9]+)?m(?!s))?([0-9]+(\.[0-9]+)?s)?([0-9]+(\.[0-9]+)?ms)?)\s*$";
    private const string Flag =
        "^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|0|1)\\s*$";

    /// <summary>Its text.</summary>
    public static string Text()
    {
        var properties = new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "This schema, for editors." },
        };
        foreach (
            var named in SettingCatalogue
                .All.Where(setting => setting.Name != GeneralCatalogue.Config.Name)
                .SelectMany(setting => setting.OldNames.Prepend(setting.Name).Select(name => (Name: name, setting)))
                .GroupBy(each => each.Name, StringComparer.Ordinal)
        )
        {
            var forms = named.Select(each => Of(each.setting, isOld: each.Name != each.setting.Name)).ToList();
            properties[named.Key] =
                forms.Count == 1 ? forms[0] : new JsonObject { ["anyOf"] = new JsonArray([.. forms]) };
        }

        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Settings of batch-load-test",
            ["description"] =
                "A file for --config. Generated from the settings catalogue; members are named as options without dashes.",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        return schema.ToJsonString(
                new JsonSerializerOptions
                {
                    WriteIndented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            ) + "\n";
    }

    private static JsonObject Of(Setting setting, bool isOld)
    {
        var one = One(setting);
        var value = setting.IsRepeatable
            ? new JsonObject
            {
                ["anyOf"] = new JsonArray(one.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = one }),
            }
            : one;
        value["description"] = Description(setting);
        if (isOld)
        {
            value["deprecated"] = true;
        }

        if (setting.Default is { } text && setting.DefaultNote is null)
        {
            value["default"] = Default(setting, text);
        }

        return value;
    }

    private static JsonObject One(Setting setting)
    {
        if (setting.IsFlag)
        {
            return AnyOf(new JsonObject { ["type"] = "boolean" }, Pattern(Flag));
        }

        var allowed = setting.ProblemOf("") ?? "";
        var type = setting.GetType().GetGenericArguments()[0];
        if (Words(setting, allowed) is { Count: > 0 } words)
        {
            return AnyOf(
                new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) },
                // In any case.
                Pattern($"^\\s*({string.Join('|', words.Select(AnyCase))})\\s*$")
            );
        }

        if (type == typeof(TimeSpan) && setting.ProblemOf("90") is null)
        {
            return AnyOf(new JsonObject { ["type"] = "number", ["minimum"] = 0 }, Pattern(Duration));
        }

        if (
            setting.ProblemOf("2") is null
            && setting.ProblemOf("x") is not null
            && Limits().Match(allowed) is { Success: true } limits
        )
        {
            var isWhole = limits.Groups["whole"].Success;
            var number = new JsonObject { ["type"] = isWhole ? "integer" : "number" };
            Limit(number, "minimum", limits.Groups["from"]);
            Limit(number, "maximum", limits.Groups["to"]);
            Limit(number, "exclusiveMinimum", limits.Groups["above"]);
            return AnyOf(number, Pattern(isWhole ? Whole : Decimal));
        }

        List<string> kinds = ["string"];
        if (setting.ProblemOf("2") is null || setting.ProblemOf("0.5") is null)
        {
            kinds.Add("number");
        }

        if (setting.HasMembers)
        {
            kinds.Add("object");
        }

        return new JsonObject
        {
            ["type"] = kinds.Count == 1 ? kinds[0] : new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]),
        };
    }

    private static string Description(Setting setting)
    {
        var allowed = setting.IsFlag ? "" : Without("must be ", setting.ProblemOf("") ?? "");
        var commands = CommandSet
            .All.Where(command => SettingCatalogue.Of(command.Kind).Contains(setting))
            .Select(command => command.Name);
        return setting.Description
            + (setting.DefaultNote is { } note ? $" Default: {Without("default ", note)}." : "")
            + (allowed.Length == 0 || allowed == "must not be empty" ? "" : $" Allowed: {allowed}.")
            + $" ({string.Join(", ", commands)})";
    }

    // The error names them all; each is tried, so that no other sentence is taken for a list.
    private static List<string> Words(Setting setting, string allowed)
    {
        var words = Without("must be ", allowed).Split([", ", " or "], StringSplitOptions.RemoveEmptyEntries).ToList();
        return
            words.Count > 1
            && words.TrueForAll(word =>
                !word.Contains(' ', StringComparison.Ordinal) && setting.ProblemOf(word) is null
            )
            && setting.ProblemOf("surely-none-of-them") is not null
            && setting.ProblemOf("7") is not null
            ? words
            : [];
    }

    private static JsonNode? Default(Setting setting, string text) =>
        setting.IsFlag ? text == "true"
        : setting.GetType().GetGenericArguments()[0] is var type
        && (type == typeof(int) || type == typeof(long) || type == typeof(double))
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
        : text;

    private static void Limit(JsonObject number, string name, Group limit)
    {
        if (limit.Success)
        {
            number[name] = decimal.Parse(limit.ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture);
        }
    }

    private static JsonObject AnyOf(params JsonNode[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static string AnyCase(string word) =>
        string.Concat(
            word.Select(letter =>
                char.IsAsciiLetter(letter)
                    ? $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]"
                    : Regex.Escape(letter.ToString())
            )
        );

    private static string Without(string beginning, string text) =>
        text.StartsWith(beginning, StringComparison.Ordinal) ? text[beginning.Length..] : text;

    [GeneratedRegex(
        @"^must be a (?<whole>whole )?number (from (?<from>[\d.]+) to (?<to>[\d,.]*\d)|of (?<from>1) or more|above (?<above>0), at most (?<to>[\d,.]*\d))$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Limits();
}
