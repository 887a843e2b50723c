namespace BatchLoadTest.Statistics;

/// <summary>What tokens of a model cost, in whichever currency the person who gave it meant.</summary>
/// <param name="Model">The model, as the service's answers name it, or <see cref="AnyModel"/>.</param>
/// <param name="Prompt">Price of a million prompt tokens.</param>
/// <param name="Completion">Price of a million completion tokens.</param>
public sealed record TokenPrice(string Model, decimal Prompt, decimal Completion)
{
    /// <summary>Stands for every model that has no price of its own.</summary>
    public const string AnyModel = "*";
}
