namespace BatchLoadTest.Tests.Support.Parts;

/// <summary>Something that tests need and a person's machine may lack.</summary>
/// <param name="Name">As it stands in <c>[Trait("needs", …)]</c>.</param>
/// <param name="Description">What it is and how a person gets it.</param>
/// <param name="IsThere">Whether it is there; asked once.</param>
/// <param name="IsOptional">Whether it may be missing where all else is required.</param>
internal sealed record Part(string Name, string Description, Lazy<bool> IsThere, bool IsOptional = false);
