namespace DeviceSimulators.Truth;

/// <summary>Something of which people should be told if it lasts: the code of the alarm, and where.</summary>
public readonly record struct Warrant(string Code, int Slot = 0);
