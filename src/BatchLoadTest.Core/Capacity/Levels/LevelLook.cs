namespace BatchLoadTest.Capacity.Levels;

/// <summary>When a look is taken.</summary>
/// <param name="MayPass">Whether the level has lasted as long as it must before it may pass.</param>
/// <param name="WasGrowing">Whether the look before condemned the growth (<see cref="LevelDecision.IsGrowing"/>).</param>
public readonly record struct LevelLook(bool MayPass, bool WasGrowing);
