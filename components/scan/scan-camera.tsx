"use client";
import { Camera, CameraOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { watchLabels } from "./label-film.ts";

const FAULTS = [
  "insecure",
  "noCamera",
  "inApp",
  "denied",
  "notFound",
  "busy",
  "constraints",
  "failed",
  "lost",
  "noDecoder",
] as const;
type Fault = (typeof FAULTS)[number];

/** The camera beside a scan field, asked for only after a tap: labels one after the other, each told once. */
export function ScanCamera({ onScan }: { onScan: (text: string) => void }) {
  const t = useTranslations("scanCamera");
  const video = useRef<HTMLVideoElement>(null);
  const open = useRef<{ stop(): void } | undefined>(undefined);
  const report = useRef(onScan);
  report.current = onScan;
  const [state, setState] = useState<"off" | "starting" | "on">("off");
  const [fault, setFault] = useState<Fault>();

  function stop(why?: Fault) {
    open.current?.stop();
    open.current = undefined;
    setState("off");
    setFault(why);
  }

  async function start() {
    if (!video.current) return;
    setState("starting");
    setFault(undefined);
    try {
      // Nobody who uses a hand scanner loads a reader.
      const { frameOf, openCamera, openDecoder } = await import("./camera-parts.ts");
      const camera = await openCamera(video.current, undefined, () => stop("lost"));
      open.current = camera;
      const decoder = await openDecoder();
      if (open.current !== camera) return;
      setState("on");
      await watchLabels({
        decoder,
        frame: () => (video.current ? frameOf(video.current) : undefined),
        runs: () => open.current === camera,
        onScan: (text) => report.current(text),
      });
    } catch (cause) {
      // A camera's failure is the name of its sentence; all else is the reader's.
      stop(FAULTS.find((each) => cause instanceof Error && cause.message === each) ?? "noDecoder");
    }
  }

  useEffect(() => {
    // A camera that runs where nobody looks frightens people.
    const pause = () => {
      if (!document.hidden || !open.current) return;
      open.current.stop();
      open.current = undefined;
      setState("off");
    };
    document.addEventListener("visibilitychange", pause);
    return () => {
      document.removeEventListener("visibilitychange", pause);
      open.current?.stop();
      open.current = undefined;
    };
  }, []);

  return (
    <div className="my-4">
      <Button
        look="quiet"
        className="min-h-14 w-full md:min-h-11 md:w-auto"
        disabled={state === "starting"}
        onClick={() => (state === "on" ? stop() : void start())}
      >
        {state === "on" ? <CameraOff aria-hidden size={20} /> : <Camera aria-hidden size={20} />}
        {state === "on" ? t("stop") : t("start")}
      </Button>
      <video
        ref={video}
        muted
        playsInline
        hidden={state === "off"}
        aria-label={t("picture")}
        className="mt-3 aspect-[4/3] w-full rounded-[6px] bg-panel object-cover"
      />
      <p role="status" className={`mt-2 text-sm ${fault ? "text-fault" : "text-ink-muted"}`}>
        {fault ? t(`fault.${fault}`) : state === "on" ? t("looking") : state === "starting" ? t("starting") : ""}
      </p>
    </div>
  );
}
