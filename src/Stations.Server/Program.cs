Console.WriteLine("stations");
