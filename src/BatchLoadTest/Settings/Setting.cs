using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings;

/// <summary>
/// One setting as a person knows it: its option, its variables, its default, and what help says of it.
/// </summary>
/// <param name="Name">Name of the option without dashes; the member's name in a settings file.</param>
public abstract record Setting(string Name)
{
    /// <summary>What the names of this program's own variables begin with.</summary>
    public const string VariablePrefix = "BATCH_LOAD_TEST_";

    /// <summary>What the names of Locust's variables begin with.</summary>
    public const string LocustPrefix = "LOCUST_";

    /// <summary>One-letter option with its dash, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>Stands for the value in help; null for a flag.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What help says.</summary>
    public required string Description { get; init; }

    /// <summary>The value of the option where it stands alone; null where it has to have one.</summary>
    public string? ValueAlone { get; init; }

    /// <summary>Default, written as a person would write it; null where nothing stands for "not given".</summary>
    public string? Default { get; init; }

    /// <summary>What help says instead of the default, where that is no constant.</summary>
    public string? DefaultNote { get; init; }

    /// <summary>The variable's name that the predecessor or its neighbours use, or null.</summary>
    public string? KnownVariable { get; init; }

    /// <summary>
    /// Names that it had before: their options, variables and members of a settings file still work. The name of today wins
    /// where both are given.
    /// </summary>
    public IReadOnlyList<string> OldNames { get; init; } = [];

    /// <summary>Locust has an option of this name, so its variable works here too.</summary>
    public bool HasLocustTwin { get; init; }

    /// <summary>How much of the value may be shown.</summary>
    public Secrecy Secrecy { get; init; }

    /// <summary>What stands between name and value where only the name may be shown.</summary>
    public string NameEnd { get; init; } = ": ";

    /// <summary>May be given several times; in a variable, one value a line.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>
    /// Values are made of members, <c>name=big,weight=1</c>: in a settings file each may be an object, whose members may be
    /// lists.
    /// </summary>
    public bool HasMembers { get; init; }

    /// <summary>Commands that know this setting.</summary>
    public CommandKinds Commands { get; init; } = CommandKinds.Run | CommandKinds.Capacity;

    /// <summary>Whether the option stands without a value.</summary>
    public bool IsFlag => Placeholder is null;

    /// <summary>The option as typed.</summary>
    public string Option => "--" + Name;

    /// <summary>This program's own variable for the setting.</summary>
    public string Variable => VariablePrefix + InCapitals(VariableName ?? Name);

    /// <summary>What that is named after, where another command's setting of the same name means another thing; else null.</summary>
    public string? VariableName { get; init; }

    /// <summary>All variables that set it, the strongest first.</summary>
    public IEnumerable<string> Variables
    {
        get
        {
            yield return Variable;
            foreach (var old in OldNames)
            {
                yield return VariablePrefix + InCapitals(old);
            }

            if (KnownVariable is not null)
            {
                yield return KnownVariable;
            }

            if (HasLocustTwin)
            {
                yield return LocustPrefix + InCapitals(Name);
            }
        }
    }

    /// <summary>The options of today and before.</summary>
    public IEnumerable<string> Options => OldNames.Prepend(Name).Select(name => "--" + name);

    private static string InCapitals(string name) => name.Replace('-', '_').ToUpperInvariant();

    /// <summary>What is wrong with a value, as errors say it: <c>must be …</c>; null where nothing is.</summary>
    public abstract string? ProblemOf(string text);

    /// <summary>A value as it may be shown in reports.</summary>
    public string Show(string text) =>
        Secrecy switch
        {
            Secrecy.Open => text,
            Secrecy.NameOnly => text.Split(NameEnd.TrimEnd(), 2)[0] + NameEnd + "***",
            Secrecy.UserInfo => ProxyAddress.Mask(text),
            _ => "***",
        };
}

/// <summary>A setting together with the reader of its values.</summary>
/// <param name="Name">Name of the option without dashes.</param>
/// <param name="Parse">Reads one value.</param>
public sealed record Setting<T>(string Name, ValueParser<T> Parse) : Setting(Name)
{
    /// <inheritdoc/>
    public override string? ProblemOf(string text) => Parse(text).Problem;
}
